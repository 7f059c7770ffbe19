// SPDX-License-Identifier: MIT
#include "core/server/api/network.h"
#include "core/server/login/server_login.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/moved_clock.h"
#include "tests/support/server_process.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using tocsin::test::MemoryTokenStore;
using tocsin::test::MovedClock;
using tocsin::test::ServerProcess;

namespace {

struct Client
{
    Client(const QUrl& url, std::chrono::milliseconds clockIsOffBy)
        : api{*network, url}
    {
        clock.moveWallBy(clockIsOffBy);
    }
    std::unique_ptr<QNetworkAccessManager> network{makeNetworkAccessManager()};
    ApiClient api;
    MemoryTokenStore store;
    MovedClock clock;
    ServerLogin login{api, store, clock, u"0123456789abcdef"_s,
                      RefreshTiming{.startSpread = 0ms, .jitter = [] { return 0.0; }}};
    QSignalSpy ended{&login, &ServerLogin::loginEnded};
    QSignalSpy refreshed{&login, &ServerLogin::tokenRefreshed};
};

} // namespace

/// The real server, and a clock of ours that does not agree with its.
class TestClocksForReal final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDayOffLogsNobodyOut_data();
    void aDayOffLogsNobodyOut();
    void aClockThatIsSetInMidRunLogsNobodyOut_data();
    void aClockThatIsSetInMidRunLogsNobodyOut();
    void aLoginThatWasEndedElsewhereIsOverOnce();
    void oneFalseRefusalCostsNothing();

private:
    [[nodiscard]] static bool logIn(ServerProcess& server, ServerLogin& login);
};

bool TestClocksForReal::logIn(ServerProcess& server, ServerLogin& login)
{
    const qsizetype before = server.texts().size();
    login.requestCode(u"+14155550123"_s);
    if (!QTest::qWaitFor([&] { return login.phase() == LoginPhase::AwaitingCode; }) ||
        !QTest::qWaitFor([&] { return server.texts().size() > before; }))
        return false;
    login.submitCode(server.latestCode());
    return QTest::qWaitFor([&] { return login.phase() == LoginPhase::LoggedIn; });
}

void TestClocksForReal::aDayOffLogsNobodyOut_data()
{
    QTest::addColumn<std::chrono::hours>("atLogin");
    QTest::addColumn<std::chrono::hours>("later");
    using H = std::chrono::hours;
    QTest::newRow("always a day ahead") << H{24} << H{24};
    QTest::newRow("always a day behind") << H{-24} << H{-24};
    QTest::newRow("put right after a day ahead") << H{24} << H{0};
    QTest::newRow("put right after a day behind") << H{-24} << H{0};
    QTest::newRow("from a day behind to a day ahead") << H{-24} << H{24};
}

void TestClocksForReal::aDayOffLogsNobodyOut()
{
    QFETCH(std::chrono::hours, atLogin);
    QFETCH(std::chrono::hours, later);
    ServerProcess server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    auto before = std::make_unique<Client>(server.url(), atLogin);
    QVERIFY(logIn(server, before->login));
    const Secret stored = before->store.value;
    before.reset();

    Client after{server.url(), later};
    after.store.value = stored;
    after.login.restore();
    QTRY_COMPARE(after.refreshed.size(), 1);
    QCOMPARE(after.login.phase(), LoginPhase::LoggedIn);
    QVERIFY(after.ended.isEmpty());
    QVERIFY(parseStoredLogin(after.store.value));
}

void TestClocksForReal::aClockThatIsSetInMidRunLogsNobodyOut_data()
{
    QTest::addColumn<std::chrono::hours>("move");
    QTest::newRow("a day ahead") << std::chrono::hours{24};
    QTest::newRow("two days ahead, as after a sleep of the clock") << std::chrono::hours{48};
    QTest::newRow("a day back") << std::chrono::hours{-24};
}

void TestClocksForReal::aClockThatIsSetInMidRunLogsNobodyOut()
{
    QFETCH(std::chrono::hours, move);
    ServerProcess server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    Client client{server.url(), 0h};
    QVERIFY(logIn(server, client.login));
    client.clock.moveWallBy(move);
    client.login.tokenRejected(client.login.accessToken()); // it looks at the clock now, not in a minute
    QTRY_COMPARE(client.refreshed.size(), 1);
    QCOMPARE(client.login.phase(), LoginPhase::LoggedIn);
    QVERIFY(client.ended.isEmpty());
}

void TestClocksForReal::aLoginThatWasEndedElsewhereIsOverOnce()
{
    ServerProcess server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    Client client{server.url(), 0h};
    QVERIFY(logIn(server, client.login));
    const QString account = client.login.accountId();
    bool isRevoked{false};
    client.api.logout(client.login.accessToken(), this,
                      [&isRevoked](const auto& answer) { isRevoked = answer.hasValue(); });
    QTRY_VERIFY(isRevoked);
    for (int i = 0; i < 3; ++i)
        client.login.tokenRejected(client.login.accessToken());
    QTRY_COMPARE(client.login.phase(), LoginPhase::LoggedOut);
    QCOMPARE(client.ended.size(), 1);
    QCOMPARE(client.ended.at(0).at(0).value<LoginEnd>(), LoginEnd::Rejected);
    QTRY_VERIFY(client.store.value.isEmpty());
    QVERIFY(logIn(server, client.login));
    QCOMPARE(client.login.accountId(), account); // what waits for this person can go on
}

void TestClocksForReal::oneFalseRefusalCostsNothing()
{
    ServerProcess server;
    QVERIFY2(server.start(), qPrintable(server.error()));
    Client client{server.url(), 0h};
    QVERIFY(logIn(server, client.login));
    const Secret first = client.login.accessToken();
    client.login.tokenRejected(first); // somebody in between made it up
    QTRY_COMPARE(client.refreshed.size(), 1);
    QVERIFY(client.login.accessToken() != first);
    client.login.tokenRejected(first); // and once more, late
    QCOMPARE(client.login.phase(), LoginPhase::LoggedIn);
    QVERIFY(client.ended.isEmpty());
}

QTEST_GUILESS_MAIN(TestClocksForReal)
#include "test_clocks_for_real.moc"
