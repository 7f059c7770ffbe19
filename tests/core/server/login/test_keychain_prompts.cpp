// SPDX-License-Identifier: MIT
#include "core/server/login/file_token_store.h"
#include "core/server/login/keychain_token_store.h"
#include "core/server/login/keychain_watch.h"
#include "core/server/login/login_store.h"
#include "tests/core/server/login/login_bench.h"
#include "tests/support/fake_secret_service.h"

#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using tocsin::test::FakeSecretService;
using tocsin::test::LoginBench;

/// A keychain that asks its person, and how they may answer: late, or with a no.
class TestKeychainPrompts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_service = std::make_unique<FakeSecretService>();
        m_watch.start();
    }
    void cleanup() { m_service.reset(); }

    void whileAPromptIsOpenTheProgramGoesOn();
    void aNoIsAFailureAndTheLoginStays();
    void whoWaitsForTheirPasswordToBeReadCanLogInAnew();
    void aSlowRemovalIsWaitedFor();

private:
    [[nodiscard]] static std::unique_ptr<ServerLogin> machine(LoginBench& bench, TokenStore& store)
    {
        return std::make_unique<ServerLogin>(bench.api, store, bench.clock, u"00112233445566ff"_s,
                                             bench.timing);
    }
    [[nodiscard]] static bool logIn(ServerLogin& login)
    {
        login.requestCode(u"+14155550123"_s);
        if (!QTest::qWaitFor([&] { return login.phase() == LoginPhase::AwaitingCode; }))
            return false;
        login.submitCode(u"123456"_s);
        return QTest::qWaitFor([&] { return login.phase() == LoginPhase::LoggedIn; });
    }

    std::unique_ptr<FakeSecretService> m_service;
    KeychainWatch m_watch;
};

void TestKeychainPrompts::whileAPromptIsOpenTheProgramGoesOn()
{
    LoginBench bench;
    KeychainTokenStore keychain;
    const auto login = machine(bench, keychain);
    QSignalSpy storeFailed{login.get(), &ServerLogin::storeFailed};
    QVERIFY(logIn(*login)); // the login does not wait for the keychain
    QTRY_COMPARE(m_service->openPrompts(), 1);

    // Nobody answers. Time is not shortened but measured: how long the event loop was away at most.
    QElapsedTimer sinceTick;
    std::chrono::milliseconds longest{0};
    QTimer ticks;
    int count{0};
    connect(&ticks, &QTimer::timeout, this, [&] {
        longest = std::max(longest, std::chrono::milliseconds{sinceTick.restart()});
        ++count;
    });
    sinceTick.start();
    ticks.start(5ms);
    QTRY_VERIFY(count >= 100);
    QVERIFY2(longest < 250ms, qPrintable(QString::number(longest.count())));
    QCOMPARE(login->accessToken(), Secret{u"token-1"_s});
    login->tokenRejected(Secret{u"token-1"_s}); // the network goes on too
    QTRY_COMPARE(bench.refreshes(), 1);
    QVERIFY(storeFailed.isEmpty());
    QCOMPARE(m_service->openPrompts(), 1);

    m_service->answerPrompts(true);
    QTRY_VERIFY(m_service->value().contains("token-1"));
    QVERIFY(storeFailed.isEmpty());
}

void TestKeychainPrompts::aNoIsAFailureAndTheLoginStays()
{
    m_service->denyAll();
    LoginBench bench;
    KeychainTokenStore keychain;
    LoginStore store{keychain, bench.store, FileUse::Never};
    const auto login = machine(bench, store);
    QSignalSpy storeFailed{login.get(), &ServerLogin::storeFailed};
    QVERIFY(logIn(*login));
    QTRY_COMPARE(storeFailed.size(), 1);
    QVERIFY(!storeFailed.at(0).at(0).toString().isEmpty());
    QCOMPARE(login->accessToken(), Secret{u"token-1"_s});
    QVERIFY(bench.store.value.isEmpty()); // no file without a yes
    QVERIFY(m_service->value().isEmpty());
}

void TestKeychainPrompts::whoWaitsForTheirPasswordToBeReadCanLogInAnew()
{
    m_service->setValue("something that is no login");
    LoginBench bench;
    KeychainTokenStore keychain;
    const auto login = machine(bench, keychain);
    QSignalSpy readFailed{login.get(), &ServerLogin::readFailed};
    login->restore();
    QTRY_COMPARE(m_service->openPrompts(), 1);
    QCOMPARE(login->phase(), LoginPhase::Restoring);
    QVERIFY(logIn(*login));
    m_service->answerPrompts(true);
    QTRY_VERIFY(m_service->value().contains("token-1")); // the late answer changes nothing, the login is kept
    QCOMPARE(login->phase(), LoginPhase::LoggedIn);
    QVERIFY(readFailed.isEmpty());
}

void TestKeychainPrompts::aSlowRemovalIsWaitedFor()
{
    LoginBench bench;
    KeychainTokenStore keychain;
    LoginStore store{keychain, bench.store, FileUse::Never};
    const auto login = machine(bench, store);
    QVERIFY(logIn(*login));
    QTRY_COMPARE(m_service->openPrompts(), 1);
    login->logOut(); // before the write has been allowed
    QCOMPARE(login->phase(), LoginPhase::LoggedOut);
    std::optional<StoreOutcome> last;
    store.read(this, [&last](const StoreResult& result) { last = result.outcome; });
    // Until the server has ended the login, the keychain keeps its token for that: another prompt.
    const auto isRead = [&] {
        m_service->answerPrompts(true);
        return last.has_value();
    };
    QTRY_VERIFY(isRead());
    const auto isEmpty = [&] {
        m_service->answerPrompts(true);
        return m_service->value().isEmpty() && m_service->openPrompts() == 0;
    };
    QTRY_VERIFY(isEmpty());
}

QTEST_GUILESS_MAIN(TestKeychainPrompts)
#include "test_keychain_prompts.moc"
