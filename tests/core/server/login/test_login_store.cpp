// SPDX-License-Identifier: MIT
#include "core/server/login/login_store.h"
#include "tests/core/server/login/login_bench.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using tocsin::test::HttpAnswer;
using tocsin::test::HttpRequest;
using tocsin::test::LoginBench;
using tocsin::test::MemoryTokenStore;

/// What becomes of a login whose store does not do its part, and of logging out.
class TestLoginStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_bench = std::make_unique<LoginBench>(); }
    void cleanup() { m_bench.reset(); }

    void logoutTellsTheServerAndEmptiesTheStore();
    void logoutWorksWithoutTheServerAndSaysSo();
    void aLogoutThatTheServerDidNotHearOfIsMadeUpForAfterARestart();
    void anEarlierLogoutIsMadeUpForBesideALogin();
    void theServerIsToldLater();
    void aRevocationGoesToItsOwnServerAlone();
    void logoutWithALockedKeychainIsSaidPlainly();
    void aStoreThatCannotBeReadIsReadWhenItOpens();
    void aLoginOutlivesAStoreThatCannotKeepIt();
    void theFileIsUsedByConsentAloneAndLeftForTheKeychain();
    void theFileOfAStandingChoiceIsNotLeft();
    void aFileThatStayedBehindAKeychainIsFoundAtTheNextStart();
    void aSlowKeychainKeepsTheOrder();

private:
    [[nodiscard]] ServerLogin& login() { return *m_bench->login; }

    std::unique_ptr<LoginBench> m_bench;
};

void TestLoginStore::logoutTellsTheServerAndEmptiesTheStore()
{
    QVERIFY(m_bench->logIn());
    QSignalSpy finished{&login(), &ServerLogin::logOutFinished};
    login().logOut();
    QCOMPARE(login().phase(), LoginPhase::LoggedOut);
    QVERIFY(login().accessToken().isEmpty());
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(finished.at(0).at(0).toInt(), 5);
    QVERIFY(finished.at(0).at(1).toString().isEmpty());
    QCOMPARE(m_bench->server.requests(u"/auth/logout"_s).value(0).bearer(), u"token-1"_s);
    QVERIFY(m_bench->store.value.isEmpty());
    QCOMPARE(m_bench->ended->size(), 1);
    QVERIFY(m_bench->ended->at(0).at(1).toString().isEmpty());
}

void TestLoginStore::logoutWorksWithoutTheServerAndSaysSo()
{
    QVERIFY(m_bench->logIn());
    m_bench->server.answer = [](const auto&) { return HttpAnswer::error(503, u"server_error"_s); };
    QSignalSpy finished{&login(), &ServerLogin::logOutFinished};
    login().logOut();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(finished.at(0).at(1).toString().contains(u"could not be notified"_s));
    QCOMPARE(login().phase(), LoginPhase::LoggedOut);
    QVERIFY(!parseStoredLogin(m_bench->store.value));
    login().logOut();
    QTRY_COMPARE(finished.size(), 2);
    QCOMPARE(m_bench->ended->size(), 1);
}

void TestLoginStore::aLogoutThatTheServerDidNotHearOfIsMadeUpForAfterARestart()
{
    QVERIFY(m_bench->logIn());
    m_bench->server.answer = [](const auto&) { return HttpAnswer::error(503, u"server_error"_s); };
    QSignalSpy finished{&login(), &ServerLogin::logOutFinished};
    login().logOut();
    QTRY_COMPARE(finished.size(), 1);
    const qsizetype asked = m_bench->server.requests(u"/auth/logout"_s).size();
    m_bench->restart();
    m_bench->server.answer = [](const HttpRequest& request) { return pairing(request); };
    login().restore();
    QTRY_COMPARE(m_bench->server.requests(u"/auth/logout"_s).size(), asked + 1);
    QCOMPARE(m_bench->server.requests(u"/auth/logout"_s).constLast().bearer(), u"token-1"_s);
    QCOMPARE(login().phase(), LoginPhase::LoggedOut);
    QTRY_VERIFY(m_bench->store.value.isEmpty());
}

/// Also when another login has taken its place in the store.
void TestLoginStore::anEarlierLogoutIsMadeUpForBesideALogin()
{
    QVERIFY(m_bench->logIn());
    m_bench->server.answer = [](const HttpRequest& request) {
        return request.path == u"/auth/logout"_s ? HttpAnswer::error(503, u"server_error"_s)
                                                 : pairing(request);
    };
    login().logOut();
    QVERIFY(m_bench->logIn());
    QTRY_COMPARE(parseEndedLogins(m_bench->store.value).size(), size_t{1});
    QVERIFY(parseStoredLogin(m_bench->store.value));
    m_bench->restart();
    m_bench->server.answer = [](const HttpRequest& request) {
        return request.path == u"/auth/refresh"_s ? tocsin::test::tokenAnswer(u"fresh"_s) : pairing(request);
    };
    login().restore();
    QTRY_COMPARE(login().phase(), LoginPhase::LoggedIn);
    QTRY_VERIFY(parseEndedLogins(m_bench->store.value).empty());
    QTRY_COMPARE(parseStoredLogin(m_bench->store.value)->token, Secret{u"fresh"_s});
    QCOMPARE(login().phase(), LoginPhase::LoggedIn);
}

void TestLoginStore::theServerIsToldLater()
{
    int asked{0};
    m_bench->server.answer = [&asked](const HttpRequest&) {
        return ++asked < 3 ? HttpAnswer::error(503, u"server_error"_s)
                           : HttpAnswer::json({{u"revoked"_s, true}, {u"sessions_cleared"_s, 0}});
    };
    TokenRevoker revoker{m_bench->api, {20ms}};
    QSignalSpy late{&revoker, &TokenRevoker::revokedLate};
    int first{0};
    revoker.revoke(Secret{u"t"_s}, [&first](const auto& answer) { first += answer ? 10 : 1; });
    QTRY_COMPARE(late.size(), 1);
    QCOMPARE(first, 1);
    QCOMPARE(asked, 3);
    QVERIFY(!revoker.isWaiting());
    QCOMPARE(m_bench->server.requests().constLast().bearer(), u"t"_s);
}

void TestLoginStore::aRevocationGoesToItsOwnServerAlone()
{
    m_bench->server.answer = [](const auto&) { return HttpAnswer::error(503, u"server_error"_s); };
    tocsin::test::HttpScript other;
    TokenRevoker revoker{m_bench->api, {20ms}};
    revoker.revoke(Secret{u"t"_s}, [](const auto&) {});
    m_bench->api.setServerUrl(other.url());
    QTRY_VERIFY(revoker.isWaiting());
    const qsizetype asked = m_bench->server.requests().size();
    QTest::qWait(100); // that nothing comes shows only in time
    QVERIFY(other.requests().isEmpty());
    m_bench->api.setServerUrl(m_bench->server.url());
    QTRY_VERIFY(m_bench->server.requests().size() > asked);
}

void TestLoginStore::logoutWithALockedKeychainIsSaidPlainly()
{
    QVERIFY(m_bench->logIn());
    QSignalSpy storeFailed{&login(), &ServerLogin::storeFailed};
    QSignalSpy forgetFailed{&login(), &ServerLogin::forgetFailed};
    QSignalSpy finished{&login(), &ServerLogin::logOutFinished};
    m_bench->store.failsWith = u"It is locked."_s;
    login().logOut();
    QCOMPARE(login().phase(), LoginPhase::LoggedOut);
    QTRY_COMPARE(finished.size(), 1);
    QCOMPARE(forgetFailed.size(), 1);
    QVERIFY(finished.at(0).at(1).toString().contains(u"It is locked."_s));
    QVERIFY(storeFailed.isEmpty()); // nothing to do with where the next login is kept

    login().logOut(); // as the message said, but it still is locked
    QTRY_COMPARE(finished.size(), 2);
    QCOMPARE(forgetFailed.size(), 2);
    m_bench->store.failsWith.clear();
    QVERIFY(!m_bench->store.value.isEmpty());
    login().storeAvailable();
    QTRY_VERIFY(m_bench->store.value.isEmpty());
    QCOMPARE(finished.size(), 2);
}

void TestLoginStore::aStoreThatCannotBeReadIsReadWhenItOpens()
{
    m_bench->server.answer = [](const auto&) { return HttpAnswer::error(503, u"server_error"_s); };
    m_bench->keep(u"kept"_s, 1h, 35h);
    m_bench->store.failsWith = u"locked"_s;
    QSignalSpy readFailed{&login(), &ServerLogin::readFailed};
    QSignalSpy storeFailed{&login(), &ServerLogin::storeFailed};
    login().restore();
    QTRY_COMPARE(login().phase(), LoginPhase::LoggedOut);
    QCOMPARE(readFailed.size(), 1);
    QCOMPARE(readFailed.at(0).at(0).toString(), u"locked"_s);
    QVERIFY(storeFailed.isEmpty());
    m_bench->store.failsWith.clear();
    login().storeAvailable();
    QTRY_COMPARE(login().accessToken(), Secret{u"kept"_s});
}

void TestLoginStore::aLoginOutlivesAStoreThatCannotKeepIt()
{
    m_bench->store.failsWith = u"locked"_s;
    QSignalSpy storeFailed{&login(), &ServerLogin::storeFailed};
    QVERIFY(m_bench->logIn());
    QTRY_COMPARE(storeFailed.size(), 1);
    QCOMPARE(login().phase(), LoginPhase::LoggedIn);
    m_bench->store.failsWith.clear();
    login().storeAvailable();
    QTRY_VERIFY(parseStoredLogin(m_bench->store.value));
}

void TestLoginStore::theFileIsUsedByConsentAloneAndLeftForTheKeychain()
{
    MemoryTokenStore keychain;
    MemoryTokenStore file;
    LoginStore both{keychain, file, FileUse::Never};
    QSignalSpy moved{&both, &LoginStore::movedToKeychain};
    keychain.failsWith = u"no keychain"_s;
    std::optional<StoreOutcome> outcome;
    const auto note = [&outcome](const StoreResult& result) { outcome = result.outcome; };
    both.write(Secret{u"login"_s}, this, note);
    QTRY_COMPARE(outcome, StoreOutcome::Failed);
    QVERIFY(file.value.isEmpty());

    both.allowFile();
    both.write(Secret{u"login"_s}, this, note);
    QTRY_COMPARE(outcome, StoreOutcome::Found);
    QCOMPARE(file.value, Secret{u"login"_s});
    both.keychainAvailable(); // but it does not work yet
    both.read(this, note);
    QTRY_COMPARE(outcome, StoreOutcome::Found);
    QCOMPARE(file.value, Secret{u"login"_s});

    keychain.failsWith.clear();
    both.keychainAvailable();
    QTRY_COMPARE(moved.size(), 1);
    QVERIFY(file.value.isEmpty());
    QCOMPARE(keychain.value, Secret{u"login"_s});
    QCOMPARE(both.fileUse(), FileUse::Never);
}

void TestLoginStore::theFileOfAStandingChoiceIsNotLeft()
{
    MemoryTokenStore keychain;
    MemoryTokenStore file;
    LoginStore both{keychain, file, FileUse::Always};
    bool done{false};
    both.write(Secret{u"login"_s}, this, [](const StoreResult&) {});
    both.keychainAvailable();
    both.read(this, [&done](const StoreResult& result) { done = result.outcome == StoreOutcome::Found; });
    QTRY_VERIFY(done);
    QCOMPARE(file.value, Secret{u"login"_s});
    QVERIFY(keychain.value.isEmpty());
}

void TestLoginStore::aFileThatStayedBehindAKeychainIsFoundAtTheNextStart()
{
    MemoryTokenStore keychain;
    MemoryTokenStore file;
    keychain.value = Secret{u"in the keychain"_s};
    LoginStore both{keychain, file, FileUse::UntilKeychain};
    Secret found;
    const auto keep = [&found](const StoreResult& result) { found = result.value; };
    both.read(this, keep);
    QTRY_COMPARE(found, Secret{u"in the keychain"_s});
    file.value = Secret{u"in the file"_s}; // the later one
    both.read(this, keep);
    QTRY_COMPARE(found, Secret{u"in the file"_s});
    std::optional<StoreOutcome> removed;
    both.remove(this, [&removed](const StoreResult& result) { removed = result.outcome; });
    QTRY_COMPARE(removed, StoreOutcome::Absent);
    QVERIFY(file.value.isEmpty() && keychain.value.isEmpty());
}

void TestLoginStore::aSlowKeychainKeepsTheOrder()
{
    /// Answers when the test says so, as a keychain that asks its user first.
    class SlowStore final : public TokenStore
    {
    public:
        void read(QObject*, Done done) override { waiting.append({u"read"_s, std::move(done)}); }
        void write(const Secret&, QObject*, Done done) override
        {
            waiting.append({u"write"_s, std::move(done)});
        }
        void remove(QObject*, Done done) override { waiting.append({u"remove"_s, std::move(done)}); }
        QList<std::pair<QString, Done>> waiting;
    };
    SlowStore keychain;
    MemoryTokenStore file;
    LoginStore both{keychain, file, FileUse::Never};
    QStringList done;
    both.write(Secret{u"login"_s}, this, [&done](const StoreResult&) { done += u"written"_s; });
    both.remove(this, [&done](const StoreResult&) { done += u"removed"_s; });
    QCOMPARE(keychain.waiting.size(), 1); // the removal waits for its turn
    keychain.waiting.takeFirst().second({.outcome = StoreOutcome::Found});
    QCOMPARE(keychain.waiting.value(0).first, u"remove"_s);
    keychain.waiting.takeFirst().second({.outcome = StoreOutcome::Absent});
    QCOMPARE(done, (QStringList{u"written"_s, u"removed"_s}));
}

QTEST_GUILESS_MAIN(TestLoginStore)
#include "test_login_store.moc"
