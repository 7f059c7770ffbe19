// SPDX-License-Identifier: MIT
#include "tests/core/server/api/real_server_test.h"

namespace tocsin::test {

using namespace std::chrono_literals;

SendServerEvent serverEvent(const QString& session, ServerEventType type, AlertCause cause,
                            const QString& text)
{
    return {.key = QUuid::createUuid(),
            .sessionId = session,
            .type = type,
            .cause = cause,
            .text = text,
            .at = QDateTime::currentDateTimeUtc()};
}

Client::Client(const QUrl& url, const QString& fingerprint)
    : api{*network, url}
    , login{api, store, clock, fingerprint}
    , delivery{api,
               login,
               clock,
               random,
               {.heartbeat = 100ms, .retry = {20ms, 50ms}, .statusQueries = {100ms, 300ms, 500ms}}}
{}

void RealServerTest::init()
{
    m_server = std::make_unique<ServerProcess>();
    QVERIFY2(m_server->start(), qPrintable(m_server->error()));
}

void RealServerTest::cleanup()
{
    m_server.reset();
}

void RealServerTest::logIn(Client& client)
{
    client.login.requestCode(Phone);
    QTRY_COMPARE(client.login.phase(), LoginPhase::AwaitingCode);
    QTRY_VERIFY(!m_server->latestCode().isEmpty());
    client.login.submitCode(m_server->latestCode());
    QTRY_COMPARE(client.login.phase(), LoginPhase::LoggedIn);
}

QStringList RealServerTest::bodies() const
{
    QStringList all;
    for (const auto& text : m_server->texts())
        all.append(text.body);
    return all;
}

} // namespace tocsin::test
