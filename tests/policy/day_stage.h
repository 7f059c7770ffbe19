// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/engine.h"
#include "tests/scenarios/server_stand_in.h"

#include <QDateTime>
#include <QHash>
#include <QMap>

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace tocsin::test {

/// A text that went out.
struct TextSent
{
    QString sessionId{};
    AlertCause cause{AlertCause::Idle};
    AlertId alert{};      ///< not valid when it had been closed before
    QDateTime raisedAt{}; ///< of the alert
    QDateTime at{};
};

/// The real engine with a server that answers at once, on a clock that the test moves. Sessions are named by
/// letters; the texts of the server's limits are those of ServerStandIn.
class DayStage final
{
public:
    DayStage(const EngineConfig& config, const QDateTime& start, bool serverHolds);

    /// What is due until then happens.
    void advanceTo(const QDateTime& time);
    void hook(const QString& session, hook::Details details);
    void setSurroundings(const Surroundings& surroundings);
    void mute(const QString& session, const QDateTime& until);
    void configure(const EngineConfig& config);
    void react(AlertId id);
    void setServerAway(bool away);
    /// The program is killed and started again.
    void restart();

    [[nodiscard]] const QDateTime& now() const { return m_now; }
    [[nodiscard]] std::vector<OpenAlert> open() const { return m_engine->openAlerts(); }
    [[nodiscard]] const std::vector<TextSent>& texts() const { return m_texts; }
    [[nodiscard]] const std::set<AlertId>& shown() const { return m_shown; }
    [[nodiscard]] const EngineConfig& config() const { return m_config; }
    [[nodiscard]] const Surroundings& surroundings() const { return m_surroundings; }
    [[nodiscard]] bool isServerAway() const { return m_isServerAway; }

    /// Called after each step.
    std::function<void()> onStep{};
    /// Called as a text goes out, before anything else learns of it.
    std::function<void(const TextSent&)> onText{};

private:
    class NoTranscripts final : public TranscriptProbe
    {
    public:
        [[nodiscard]] std::optional<QDateTime> modifiedAt(const QString& /*path*/) const override
        {
            return {};
        }
    };
    class NoBranches final : public BranchProbe
    {
    public:
        [[nodiscard]] QString branchOf(const QString& /*folder*/) const override { return {}; }
    };

    [[nodiscard]] std::unique_ptr<Engine> newEngine();
    void carryOut(const Actions& actions);
    void carryOut(const Action& action);
    void answer(const Answer& answer);
    void save();

    EngineConfig m_config;
    QDateTime m_now;
    NoTranscripts m_transcripts;
    NoBranches m_branches;
    ServerStandIn m_server;
    std::unique_ptr<Engine> m_engine;
    Surroundings m_surroundings{};
    qint64 m_monotonic{1'000'000'000};
    bool m_isServerAway{false};
    std::vector<TextSent> m_texts;
    std::set<AlertId> m_shown;
    QHash<QUuid, TextSent> m_events; ///< as they will be
    QMap<QString, QJsonObject> m_saved;
    std::vector<QUuid> m_savedIds;
};

} // namespace tocsin::test
