// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/answer_flow.h"
#include "core/pipeline/command_handler.h"
#include "core/pipeline/event_pipeline.h"
#include "core/pipeline/session_persister.h"
#include "core/settings/settings.h"
#include "core/store/sqlite_state_store.h"
#include "tests/core/channels/sms/delivery_test.h"

#include <QTemporaryDir>

namespace tocsin::test {

/// Remembers every toast; nothing is ever shown.
class RecordedNotifier final : public Notifier
{
    Q_OBJECT
public:
    using Notifier::Notifier;

    void show(const Toast& toast) override
    {
        if (beforeItShows)
            beforeItShows();
        m_open.insert(toast.tag, toast);
    }
    void close(const QString& tag) override { m_open.remove(tag); }
    [[nodiscard]] NotifierCapabilities capabilities() const override { return {.available = true}; }

    [[nodiscard]] QList<Toast> open() const { return m_open.values(); }

    std::function<void()> beforeItShows{};

private:
    QHash<QString, Toast> m_open;
};

/// The companion with its real parts around it, as the app puts them together; the server is scripted, its
/// texts of a login are not sent: each code but 123456 is wrong.
class CompanionStage final
{
public:
    /// `other`: a notifier in the place of `notifier`.
    explicit CompanionStage(Notifier* other = nullptr);

    /// With a login from the store, if `loggedIn`; else logged out.
    [[nodiscard]] bool begin(bool loggedIn);
    /// The answer to one request of the local socket; empty if none came in time.
    [[nodiscard]] QJsonObject ask(const QJsonObject& request);
    /// As hookbridge hands it over, with `fields` beside the event's name and session.
    [[nodiscard]] static QJsonObject hook(const QString& event, const QString& session,
                                          const QJsonObject& fields = {});
    /// What the next program would find, if this one were killed now.
    [[nodiscard]] SavedState onDisk() const;
    /// Goes on where another stage was killed.
    void goOn(const SavedState& state);
    [[nodiscard]] std::optional<SessionView> session(const QString& id) const;

    DeliveryServer server;
    /// What the server answers instead, if anything; see DeliveryServer::fault, which is the stage's own.
    std::function<std::optional<HttpAnswer>(const HttpRequest&)> fault{};
    /// Of Claude Code's settings.
    std::optional<std::chrono::seconds> questionTimeout{};
    RecordedNotifier notifier;
    MovedClock clock;
    MemoryTokenStore store;

    [[nodiscard]] EventPipeline& companion() { return *m_companion; }
    [[nodiscard]] AnswerFlow& answers() { return *m_answers; }
    [[nodiscard]] StateStore& states() { return *m_states; }
    [[nodiscard]] CommandHandler& commands() { return *m_commands; }
    [[nodiscard]] ApiClient& api() { return *m_api; }
    [[nodiscard]] ServerLogin& login() { return *m_login; }
    [[nodiscard]] Engine& engine() { return *m_engine; }
    [[nodiscard]] SmsDelivery& delivery() { return *m_delivery; }
    [[nodiscard]] QList<Dropped> dropped() const { return m_dropped; }

private:
    [[nodiscard]] std::optional<HttpAnswer> answerLogin(const HttpRequest& request) const;

    QTemporaryDir m_folder;
    QList<Dropped> m_dropped;
    FileTranscriptProbe m_transcripts;
    GitBranchProbe m_branches;
    QRandomGenerator m_random{7};
    std::unique_ptr<QNetworkAccessManager> m_network;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<ApiClient> m_api;
    std::unique_ptr<ServerLogin> m_login;
    std::unique_ptr<SmsDelivery> m_delivery;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<SqliteStateStore> m_states;
    std::unique_ptr<SessionPersister> m_keeper;
    std::unique_ptr<EventPipeline> m_companion;
    std::unique_ptr<AnswerFlow> m_answers;
    std::unique_ptr<CommandHandler> m_commands;
};

[[nodiscard]] QString messageOf(const QJsonObject& answer);
/// The error's code; empty for an answer that says ok.
[[nodiscard]] QString codeOf(const QJsonObject& answer);

} // namespace tocsin::test
