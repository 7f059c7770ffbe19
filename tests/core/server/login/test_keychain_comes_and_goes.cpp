// SPDX-License-Identifier: MIT
#include "core/server/login/file_token_store.h"
#include "core/server/login/keychain_token_store.h"
#include "core/server/login/keychain_watch.h"
#include "core/server/login/login_store.h"
#include "tests/core/server/login/login_bench.h"
#include "tests/support/keyring.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tocsin;
using tocsin::test::HttpAnswer;
using tocsin::test::HttpRequest;
using tocsin::test::HttpScript;
using tocsin::test::Keyring;
using tocsin::test::MovedClock;
using tocsin::test::pairing;

namespace {

/// The login as the program puts it together, on the real keychain.
struct Program
{
    explicit Program(const QUrl& server, const QString& file, FileUse use)
        : api{*network, server}
        , files{file}
        , store{keychain, files, use}
    {
        QObject::connect(&watch, &KeychainWatch::available, &login, [this] {
            store.keychainAvailable();
            login.storeAvailable();
        });
        watch.start();
    }
    [[nodiscard]] bool logIn()
    {
        login.requestCode(u"+14155550123"_s);
        if (!QTest::qWaitFor([this] { return login.phase() == LoginPhase::AwaitingCode; }))
            return false;
        login.submitCode(u"123456"_s);
        return QTest::qWaitFor([this] { return login.phase() == LoginPhase::LoggedIn; });
    }

    std::unique_ptr<QNetworkAccessManager> network{makeNetworkAccessManager()};
    ApiClient api;
    KeychainTokenStore keychain;
    FileTokenStore files;
    LoginStore store;
    MovedClock clock;
    ServerLogin login{api, store, clock, u"00112233445566ff"_s};
    KeychainWatch watch;
    QSignalSpy storeFailed{&login, &ServerLogin::storeFailed};
    QSignalSpy readFailed{&login, &ServerLogin::readFailed};
    QSignalSpy forgetFailed{&login, &ServerLogin::forgetFailed};
    QSignalSpy moved{&store, &LoginStore::movedToKeychain};
};

} // namespace

/// The real keyring daemon: late, killed in mid-run, locked and opened again.
class TestKeychainComesAndGoes final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_watch.start(); }
    void init();
    void cleanup() { m_keyring.kill(); }

    void aKeychainThatStartsLateGetsTheLogin();
    void aFileByConsentMovesIntoAKeychainThatStartsLate();
    void aKeychainThatIsKilledInMidRunAndStartedAgainIsUsedAgain();
    void aLockedKeychainIsReadWhenItIsOpened();
    void aLogoutBehindALockIsSaidAndMadeUpForWhenItOpens();

private:
    HttpScript m_server;
    Keyring m_keyring;
    KeychainWatch m_watch; ///< lives as long as the process, as in the program
    QTemporaryDir m_folder;
    [[nodiscard]] QString file() const { return m_folder.filePath(u"tocsin/login.json"_s); }
};

void TestKeychainComesAndGoes::init()
{
    m_server.answer = [](const HttpRequest& request) {
        return request.path == u"/auth/refresh"_s ? HttpAnswer::error(503, u"server_error"_s)
                                                  : pairing(request);
    };
    QTRY_VERIFY(!Keyring::isOnTheBus());
}

void TestKeychainComesAndGoes::aKeychainThatStartsLateGetsTheLogin()
{
    Program p{m_server.url(), file(), FileUse::Never};
    QVERIFY(p.logIn());
    QTRY_COMPARE(p.storeFailed.size(), 1);
    QVERIFY(!QFileInfo::exists(file())); // nobody agreed to a file
    QVERIFY(m_keyring.start());
    QTRY_VERIFY(Keyring::found().contains("token-1"));
    QCOMPARE(p.storeFailed.size(), 1);
    p.login.logOut();
    QTRY_VERIFY(Keyring::found().isEmpty());
    QVERIFY(p.forgetFailed.isEmpty());
}

void TestKeychainComesAndGoes::aFileByConsentMovesIntoAKeychainThatStartsLate()
{
    Program p{m_server.url(), file(), FileUse::UntilKeychain};
    QVERIFY(p.logIn());
    QTRY_VERIFY(QFileInfo::exists(file()));
    QVERIFY(p.storeFailed.isEmpty());
    QVERIFY(m_keyring.start());
    QTRY_COMPARE(p.moved.size(), 1);
    QVERIFY(!QFileInfo::exists(file()));
    QVERIFY(Keyring::found().contains("token-1"));
    p.login.logOut();
    QTRY_VERIFY(Keyring::found().isEmpty());
}

void TestKeychainComesAndGoes::aKeychainThatIsKilledInMidRunAndStartedAgainIsUsedAgain()
{
    QVERIFY(m_keyring.start());
    Program p{m_server.url(), file(), FileUse::Never};
    QVERIFY(p.logIn());
    QTRY_VERIFY(Keyring::found().contains("token-1"));
    for (int round = 0; round < 2; ++round) {
        m_keyring.kill();
        QTRY_VERIFY(!Keyring::isOnTheBus());
        QSignalSpy finished{&p.login, &ServerLogin::logOutFinished};
        p.login.logOut(); // the daemon is away: it cannot be done yet, and that is said
        QTRY_COMPARE(finished.size(), 1);
        QVERIFY(!finished.at(0).at(1).toString().isEmpty());
        QVERIFY(m_keyring.start());
        QTRY_VERIFY(Keyring::found().isEmpty());
        QVERIFY(p.logIn());
        QTRY_VERIFY(Keyring::found().contains("token-1"));
        QVERIFY(p.storeFailed.isEmpty());
    }
    p.login.logOut();
    QTRY_VERIFY(Keyring::found().isEmpty());
}

void TestKeychainComesAndGoes::aLockedKeychainIsReadWhenItIsOpened()
{
    QVERIFY(m_keyring.start());
    {
        Program before{m_server.url(), file(), FileUse::Never};
        QVERIFY(before.logIn());
        QTRY_VERIFY(Keyring::found().contains("token-1"));
    }
    QVERIFY(Keyring::lock());
    Program p{m_server.url(), file(), FileUse::Never};
    p.login.restore();
    QTRY_COMPARE(p.readFailed.size(), 1);
    QCOMPARE(p.login.phase(), LoginPhase::LoggedOut);
    QVERIFY(Keyring::unlock());
    QTRY_COMPARE(p.login.phase(), LoginPhase::LoggedIn);
    QCOMPARE(p.login.accessToken(), Secret{u"token-1"_s});
    p.login.logOut();
    QTRY_VERIFY(Keyring::found().isEmpty());
}

void TestKeychainComesAndGoes::aLogoutBehindALockIsSaidAndMadeUpForWhenItOpens()
{
    QVERIFY(m_keyring.start());
    Program p{m_server.url(), file(), FileUse::Never};
    QVERIFY(p.logIn());
    QTRY_VERIFY(Keyring::found().contains("token-1"));
    QVERIFY(Keyring::lock());
    p.login.logOut();
    QCOMPARE(p.login.phase(), LoginPhase::LoggedOut);
    QTRY_COMPARE(p.forgetFailed.size(), 1);
    QVERIFY(p.storeFailed.isEmpty());
    QVERIFY(Keyring::unlock());
    QTRY_VERIFY(Keyring::found().isEmpty());
}

QTEST_GUILESS_MAIN(TestKeychainComesAndGoes)
#include "test_keychain_comes_and_goes.moc"
