// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/engine.h"
#include "core/sessions/event_table.h"
#include "tests/scenarios/server_stand_in.h"
#include "tests/scenarios/transcript_script.h"

#include <QByteArray>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QStringList>

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace tocsin::test {

/// Transcripts whose last entry was written when the scenario says so.
class ScriptedTranscripts final : public TranscriptProbe
{
public:
    void touch(const QString& path, const QDateTime& at) { m_times.insert(path, at); }
    /// With a session's first hook; later ones leave it as it is.
    void create(const QString& path, const QDateTime& at)
    {
        if (!m_times.contains(path))
            touch(path, at);
    }
    [[nodiscard]] std::optional<QDateTime> modifiedAt(const QString& path) const override;

private:
    QHash<QString, QDateTime> m_times;
};

class ScriptedBranches final : public BranchProbe
{
public:
    void set(const QString& folder, const QString& branch) { m_branches.insert(folder, branch); }
    [[nodiscard]] QString branchOf(const QString& folder) const override { return m_branches.value(folder); }

private:
    QHash<QString, QString> m_branches;
};

/// Plays one script (README.md in this folder says how they are written) on a virtual clock against the real
/// parser and engine and a stand-in of the server, and keeps a line for everything that was done.
class Scenario final
{
public:
    enum class Restarts : uint8_t { Never, BeforeEveryMoment };

    /// With restarts the engine is another one each time, made from what was saved of the one before.
    explicit Scenario(const QJsonObject& script, Restarts restarts = Restarts::Never);

    void play();

    [[nodiscard]] const QStringList& happened() const { return m_happened; }
    /// What a step's `sees` and `overall` expected in vain.
    [[nodiscard]] const QStringList& mistakes() const { return m_mistakes; }
    /// The rows of the event table that its events fell into.
    [[nodiscard]] const QSet<EventKind>& rows() const { return m_rows; }

private:
    void restart();
    [[nodiscard]] std::unique_ptr<Engine> newEngine();
    void save();
    void passTimeUntil(const QDateTime& time);
    void sleepUntil(const QDateTime& awake);
    void takeLateAnswers();
    void playStep(const QJsonObject& step);
    void playTranscript(const QJsonObject& step);
    [[nodiscard]] static ClaudeProcess processOf(const QJsonObject& step);
    void playStatus(const QJsonObject& step);
    [[nodiscard]] std::vector<AlertId> meant(const QJsonObject& step, const QString& kind) const;
    void playSeen(const QJsonObject& step, const QString& kind);
    void playReaction(const std::vector<AlertId>& alerts);
    void playChoice(const QJsonObject& step);
    void playServer(const QString& change);
    void playSurroundings(const QJsonObject& given);
    void answer(const Answer& answer);
    void check(const QJsonObject& step);
    [[nodiscard]] std::optional<HookEvent> eventOf(const QJsonObject& step);
    [[nodiscard]] QJsonObject requestOf(const QJsonObject& step);
    void takeSpooled(const QJsonArray& steps);

    void carryOut(const Actions& actions);
    void carryOut(const Action& action);
    void send(const SendServerEvent& event);
    void note(const QString& what);
    [[nodiscard]] QString offset(const QDateTime& time) const;

    QJsonObject m_script;
    QDateTime m_now;
    std::chrono::milliseconds m_slept{0};
    ScriptedTranscripts m_transcripts;
    QMap<QString, TranscriptScript> m_entries;
    ScriptedBranches m_branches;
    ServerStandIn m_server;
    std::unique_ptr<Engine> m_engine;
    QStringList m_happened;
    QStringList m_mistakes;
    QSet<EventKind> m_rows;
    quint32 m_lastId{0};
    Restarts m_restarts;
    bool m_loggedIn{false};
    bool m_hasLapsed{false};
    EngineConfig m_config;
    Surroundings m_surroundings;
    std::set<AlertId> m_onScreen;
    QList<Answer> m_lateAnswers; ///< to what the server texted while it was out of reach
    QMap<QString, QByteArray> m_saved;
    std::vector<QUuid> m_savedIds;
};

[[nodiscard]] QJsonObject readJson(const QString& path);
/// A diff for people: lines that only one side has, among those that both have.
[[nodiscard]] QString difference(const QStringList& expected, const QStringList& actual);

} // namespace tocsin::test
