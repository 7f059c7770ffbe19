// SPDX-License-Identifier: MIT
#include "tests/core/pipeline/pipeline_stage.h"

#include "core/server/api/network.h"
#include "core/system/system_info.h"

#include <QFile>
#include <QJsonDocument>

namespace tocsin::test {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

CompanionStage::CompanionStage(Notifier* other)
    : m_network{makeNetworkAccessManager()}
{
    QProcessEnvironment environment;
    environment.insert(u"CLAUDE_SMS_SERVER_URL"_s, server.http().url().toString());
    m_settings = std::make_unique<Settings>(m_folder.filePath(u"tocsin.conf"_s), environment);
    server.fault = [this](const HttpRequest& request) {
        const std::optional<HttpAnswer> wrong = fault ? fault(request) : std::nullopt;
        return wrong ? wrong : answerLogin(request);
    };
    m_api = std::make_unique<ApiClient>(*m_network, m_settings->serverUrl());
    m_login = std::make_unique<ServerLogin>(*m_api, store, clock, u"00112233445566ff"_s);
    m_delivery = std::make_unique<SmsDelivery>(*m_api, *m_login, clock, m_random,
                                               DeliveryTiming{.heartbeat = 1h, .retry = {20ms}});
    m_engine = std::make_unique<Engine>(
        EngineConfig{.doneDelay = 50ms, .endDelay = 20ms},
        EngineDependencies{.transcripts = m_transcripts,
                           .branches = m_branches,
                           .newKey = &QUuid::createUuid,
                           .onDrop = [this](const Dropped& one) { m_dropped.append(one); }});
    m_states = std::make_unique<SqliteStateStore>(m_folder.filePath(u"state/state.db"_s));
    m_keeper = std::make_unique<SessionPersister>(*m_engine, *m_delivery, *m_states);
    m_companion = std::make_unique<EventPipeline>(
        EventPipeline::Dependencies{.engine = *m_engine,
                                    .delivery = *m_delivery,
                                    .keeper = *m_keeper,
                                    .login = *m_login,
                                    .notifier = other != nullptr ? *other : notifier,
                                    .clock = clock});
    m_answers = std::make_unique<AnswerFlow>(
        AnswerFlow::Dependencies{.pipeline = *m_companion,
                                 .engine = *m_engine,
                                 .keeper = *m_keeper,
                                 .clock = clock,
                                 .stamp =
                                     [] {
                                         return HookTimestamp{.bootId = QString::fromLatin1(bootId()),
                                                              .ns = static_cast<qint64>(monotonicNs())};
                                     },
                                 .questionTimeout = [this](const QString&) { return questionTimeout; }});
    m_commands = std::make_unique<CommandHandler>(*m_companion, *m_login, *m_settings);
}

std::optional<HttpAnswer> CompanionStage::answerLogin(const HttpRequest& request) const
{
    const QJsonObject body = request.json();
    if (request.path == "/login"_L1)
        return HttpAnswer::json({{u"temp_token"_s, u"temporary"_s},
                                 {u"expires_in"_s, 600},
                                 {u"phone"_s, u"+1***0123"_s},
                                 {u"state"_s, body.value("state"_L1)}});
    if (request.path != "/auth/exchange"_L1)
        return {};
    if (body.value("pairing_code"_L1).toString() != "123456"_L1)
        return HttpAnswer::error(400, u"invalid_pairing_code"_s);
    const QDateTime end = clock.nowUtc().addSecs(129'600);
    return HttpAnswer::json({{u"access_token"_s, server.accessToken},
                             {u"token_type"_s, u"Bearer"_s},
                             {u"expires_in"_s, 129'600},
                             {u"expires_at"_s, end.toString(Qt::ISODate)},
                             {u"phone"_s, u"+1***0123"_s}});
}

bool CompanionStage::begin(bool loggedIn)
{
    if (loggedIn) {
        const QDateTime now = clock.nowUtc();
        store.value = serializeLogin({.server = m_api->serverUrl(),
                                      .token = Secret{server.accessToken},
                                      .issuedAt = now,
                                      .expiresAt = now.addDays(1),
                                      .phone = u"+1***0123"_s});
    }
    m_login->restore();
    const LoginPhase wanted = loggedIn ? LoginPhase::LoggedIn : LoginPhase::LoggedOut;
    return QTest::qWaitFor([&] { return m_login->phase() == wanted; });
}

SavedState CompanionStage::onDisk() const
{
    // A copy: the file is the living program's alone.
    const QTemporaryDir folder;
    for (const QString& name : {u"state.db"_s, u"state.db-wal"_s})
        QFile::copy(m_folder.filePath(u"state/"_s + name), folder.filePath(name));
    return SqliteStateStore{folder.filePath(u"state.db"_s)}.load();
}

void CompanionStage::goOn(const SavedState& state)
{
    QList<QJsonObject> sessions;
    for (const Documents& documents : state.sessions)
        sessions.append(QJsonDocument::fromJson(documents.value(u"engine"_s)).object());
    m_engine->restore(sessions, state.takenIds);
    m_companion->resume();
}

QJsonObject CompanionStage::ask(const QJsonObject& request)
{
    // Shared, for an answer that comes after all the same.
    const auto answers = std::make_shared<QList<QJsonObject>>();
    m_commands->handle(request, [answers](const QJsonObject& answer) { answers->append(answer); });
    if (!QTest::qWaitFor([&] { return !answers->isEmpty(); }, 15'000))
        return {};
    QCoreApplication::processEvents(); // a second answer would be one too many
    return answers->size() == 1 ? answers->first() : QJsonObject{};
}

QJsonObject CompanionStage::hook(const QString& event, const QString& session, const QJsonObject& fields)
{
    QJsonObject written{{u"hook_event_name"_s, event},
                        {u"session_id"_s, session},
                        {u"session_title"_s, session},
                        {u"transcript_path"_s, u"/missing/transcript.jsonl"_s},
                        {u"cwd"_s, u"/srv/"_s + session}};
    for (auto field = fields.begin(); field != fields.end(); ++field)
        written.insert(field.key(), field.value());
    return {{u"type"_s, u"hook"_s},
            {u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)},
            {u"boot_id"_s, u"boot"_s},
            {u"monotonic_ns"_s, QString::number(std::chrono::steady_clock::now().time_since_epoch() / 1ns)},
            {u"wall_ms"_s, QString::number(QDateTime::currentMSecsSinceEpoch())},
            {u"event"_s, written}};
}

std::optional<SessionView> CompanionStage::session(const QString& id) const
{
    for (const SessionView& view : m_companion->sessions()) {
        if (view.id == id)
            return view;
    }
    return {};
}

QString messageOf(const QJsonObject& answer)
{
    const QJsonValue error = answer.value("error"_L1);
    return (error.isObject() ? error["message"_L1] : answer.value("message"_L1)).toString();
}

QString codeOf(const QJsonObject& answer)
{
    return answer.value("error"_L1)["code"_L1].toString();
}

} // namespace tocsin::test
