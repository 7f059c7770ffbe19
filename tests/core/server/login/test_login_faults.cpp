// SPDX-License-Identifier: MIT
#include "tests/core/server/login/login_bench.h"

#include <QSet>
#include <QTest>

#include <deque>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using tocsin::test::HttpAnswer;
using tocsin::test::HttpRequest;
using tocsin::test::LoginBench;
using tocsin::test::pairing;
using tocsin::test::tokenAnswer;

namespace {

/// One login at a server that keeps a token valid until its successor is first used. Of each request
/// `lose` says what of it gets lost.
class TokenServer final
{
public:
    enum class Lost : uint8_t { Nothing, Request, Answer };

    HttpAnswer answer(const HttpRequest& request)
    {
        const Lost lost = lose ? lose(request) : Lost::Nothing;
        if (lost == Lost::Request)
            return HttpAnswer{.isCutShort = true};
        HttpAnswer answer = handle(request);
        answer.isCutShort = lost == Lost::Answer;
        return answer;
    }

    std::function<Lost(const HttpRequest&)> lose{};
    QSet<QString> valid{u"t-0"_s};
    QString oldest{u"t-0"_s};
    QStringList used{}; ///< tokens, as they came with a request
    bool isEnded{false};

private:
    HttpAnswer handle(const HttpRequest& request)
    {
        if (request.path == u"/auth/exchange"_s) {
            isEnded = false;
            return issue(); // repeated as long as no token was used
        }
        if (request.path == u"/login"_s)
            return pairing(request);
        used.append(request.bearer());
        if (isEnded || !valid.contains(request.bearer()))
            return HttpAnswer::error(401, u"unauthorized"_s);
        if (request.bearer() != oldest) {
            oldest = request.bearer();
            valid = {oldest};
        }
        if (request.path == u"/auth/refresh"_s)
            return issue();
        isEnded = isEnded || request.path == u"/auth/logout"_s;
        return HttpAnswer::json({{u"session_token"_s, u"st"_s}, {u"monitoring_id"_s, u"m"_s}});
    }

    HttpAnswer issue()
    {
        const QString token = u"t-%1"_s.arg(++m_issued);
        valid.insert(token);
        return tokenAnswer(token);
    }

    int m_issued{0};
};

/// A store whose writes and removals wait, in their order, as a keychain's do while it asks for a password.
class SlowStore final : public TokenStore
{
public:
    explicit SlowStore(TokenStore& below)
        : m_below{below}
    {}
    void read(QObject* context, Done done) override { m_below.read(context, std::move(done)); }
    void remove(QObject* context, Done done) override
    {
        m_writes.emplace_back([this, context, done = std::move(done)] { m_below.remove(context, done); });
        if (!isHeld)
            finishWrites();
    }
    void write(const Secret& value, QObject* context, Done done) override
    {
        m_writes.emplace_back(
            [this, value, context, done = std::move(done)] { m_below.write(value, context, done); });
        if (!isHeld)
            finishWrites();
    }
    void finishWrites()
    {
        for (const auto& write : std::exchange(m_writes, {}))
            write();
    }
    [[nodiscard]] size_t waiting() const { return m_writes.size(); }

    bool isHeld{false};

private:
    TokenStore& m_below;
    std::deque<std::function<void()>> m_writes;
};

} // namespace

/// Answers are lost and programs killed before and after every step of a login.
class TestLoginFaults final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aLostRefreshCostsNothing_data();
    void aLostRefreshCostsNothing();
    void aNewTokenIsStoredBeforeItIsUsed();
    void aKillBeforeTheNewTokenIsStoredCostsNothing();
    void aKillBetweenStoringAndUseCostsNothing();
    void aStoreThatNeverAnswersKeepsTheOldToken_data();
    void aStoreThatNeverAnswersKeepsTheOldToken();
    void aStoreThatFailsDoesNotHoldTheNewTokenBack();
    void oneRefusedRefreshIsAskedAgain_data();
    void oneRefusedRefreshIsAskedAgain();
    void aRefusedRequestConfirmsARefusedRefresh();
    void aPortalEndsNoLogin();
    void aLostPairingCanBeRepeated_data();
    void aLostPairingCanBeRepeated();
    void aKillDuringThePairingLeavesItRepeatable();
    void aPairingCancelledWhileItIsStoredIsRevoked();
    void aLogoutWhileATokenIsStoredEndsTheLogin();

private:
    [[nodiscard]] ServerLogin& login() { return *m_bench->login; }
    /// As after a kill: what was not stored is gone.
    void restartProgram();
    void restore();
    /// A request as delivery makes them.
    [[nodiscard]] bool isAccepted();

    std::unique_ptr<LoginBench> m_bench;
    std::unique_ptr<TokenServer> m_server;
    std::unique_ptr<SlowStore> m_store;
};

void TestLoginFaults::init()
{
    m_bench = std::make_unique<LoginBench>();
    m_server = std::make_unique<TokenServer>();
    m_bench->server.answer = [this](const HttpRequest& request) { return m_server->answer(request); };
    m_bench->timing.storePatience = 1h;
    m_bench->keep(u"t-0"_s, 1h, 35h);
    restartProgram();
}

void TestLoginFaults::cleanup()
{
    m_bench->login.reset();
    m_store.reset();
    m_bench.reset();
}

void TestLoginFaults::restartProgram()
{
    m_bench->login.reset();
    m_store = std::make_unique<SlowStore>(m_bench->store);
    m_bench->login = std::make_unique<ServerLogin>(m_bench->api, *m_store, m_bench->clock,
                                                   u"00112233445566ff"_s, m_bench->timing);
    m_bench->ended = std::make_unique<QSignalSpy>(m_bench->login.get(), &ServerLogin::loginEnded);
}

void TestLoginFaults::restore()
{
    login().restore();
    QTRY_COMPARE(login().phase(), LoginPhase::LoggedIn);
}

bool TestLoginFaults::isAccepted()
{
    std::optional<bool> accepted;
    m_bench->api.startSession(login().accessToken(), {}, QUuid::createUuid(), this,
                              [&](const auto& answer) { accepted = bool{answer}; });
    return QTest::qWaitFor([&] { return accepted.has_value(); }) && *accepted;
}

void TestLoginFaults::aLostRefreshCostsNothing_data()
{
    QTest::addColumn<QList<int>>("lost"); // TokenServer::Lost of one refresh after the other
    QTest::addColumn<bool>("isKilled");   // after the last loss
    for (const bool isKilled : {false, true}) {
        const char* then = isKilled ? ", then killed" : "";
        QTest::addRow("the request%s", then) << QList{1} << isKilled;
        QTest::addRow("the answer%s", then) << QList{2} << isKilled;
        QTest::addRow("three answers%s", then) << QList{2, 2, 2} << isKilled;
        QTest::addRow("an answer, a request, an answer%s", then) << QList{2, 1, 2} << isKilled;
    }
}

void TestLoginFaults::aLostRefreshCostsNothing()
{
    QFETCH(QList<int>, lost);
    QFETCH(bool, isKilled);
    m_server->lose = [&](const HttpRequest& request) {
        if (request.path != u"/auth/refresh"_s || lost.isEmpty())
            return TokenServer::Lost::Nothing;
        return static_cast<TokenServer::Lost>(lost.takeFirst());
    };
    restore();
    if (isKilled) {
        QTRY_VERIFY(lost.isEmpty());
        restartProgram();
        restore();
    }
    QSignalSpy refreshed{&login(), &ServerLogin::tokenRefreshed};
    QTRY_COMPARE(refreshed.size(), 1);
    QVERIFY(isAccepted());
    QVERIFY(m_bench->ended->isEmpty());
    restartProgram();
    restore();
    QVERIFY(isAccepted());
}

void TestLoginFaults::aNewTokenIsStoredBeforeItIsUsed()
{
    restore();
    m_store->isHeld = true;
    QTRY_COMPARE(m_store->waiting(), size_t{1});
    QCOMPARE(login().accessToken(), Secret{u"t-0"_s});
    QVERIFY(isAccepted());
    QCOMPARE(m_bench->refreshes(), 1);
    m_store->finishWrites();
    QTRY_COMPARE(login().accessToken(), Secret{u"t-1"_s});
    QVERIFY(isAccepted());
    QCOMPARE(parseStoredLogin(m_bench->store.value)->token, Secret{u"t-1"_s});
}

void TestLoginFaults::aKillBeforeTheNewTokenIsStoredCostsNothing()
{
    restore();
    m_store->isHeld = true;
    QTRY_COMPARE(m_store->waiting(), size_t{1});
    QVERIFY(isAccepted());
    restartProgram();
    restore();
    QVERIFY(isAccepted());
    QTRY_COMPARE(login().accessToken(), Secret{u"t-2"_s});
    QVERIFY(isAccepted());
    QVERIFY(!m_server->used.contains(u"t-1"_s));
}

void TestLoginFaults::aKillBetweenStoringAndUseCostsNothing()
{
    restore();
    QTRY_COMPARE(login().accessToken(), Secret{u"t-1"_s});
    m_bench->timing.startSpread = 1h;
    restartProgram();
    restore();
    QCOMPARE(login().accessToken(), Secret{u"t-1"_s});
    QVERIFY(isAccepted());
    QVERIFY(m_bench->ended->isEmpty());
}

void TestLoginFaults::aStoreThatNeverAnswersKeepsTheOldToken_data()
{
    QTest::addColumn<bool>("isDoubted");
    QTest::newRow("refreshed in time") << false;
    QTest::newRow("refreshed because a request was refused") << true;
}

void TestLoginFaults::aStoreThatNeverAnswersKeepsTheOldToken()
{
    QFETCH(bool, isDoubted);
    restore();
    m_store->isHeld = true;
    if (isDoubted)
        login().tokenRejected(Secret{u"t-0"_s});
    QTRY_COMPARE(m_store->waiting(), size_t{1});
    QVERIFY(isAccepted());
    QSignalSpy refreshed{&login(), &ServerLogin::tokenRefreshed};
    m_server->valid.remove(u"t-0"_s); // its own time is over
    login().tokenRejected(Secret{u"t-0"_s});
    QCOMPARE(refreshed.size(), 1);
    QCOMPARE(login().accessToken(), Secret{u"t-1"_s});
    QVERIFY(isAccepted());
    QVERIFY(m_bench->ended->isEmpty());
}

void TestLoginFaults::aStoreThatFailsDoesNotHoldTheNewTokenBack()
{
    restore();
    QSignalSpy storeFailed{&login(), &ServerLogin::storeFailed};
    m_bench->store.failsWith = u"locked"_s;
    QTRY_COMPARE(storeFailed.size(), 1);
    QVERIFY(!login().isStoreUsable());
    QCOMPARE(login().accessToken(), Secret{u"t-1"_s});
    QVERIFY(isAccepted());
    m_bench->store.failsWith.clear();
    login().storeAvailable();
    QVERIFY(login().isStoreUsable());
    QTRY_COMPARE(parseStoredLogin(m_bench->store.value)->token, Secret{u"t-1"_s});
}

void TestLoginFaults::oneRefusedRefreshIsAskedAgain_data()
{
    QTest::addColumn<QString>("word");
    QTest::newRow("unknown") << u"unauthorized"_s;
    QTest::newRow("expired") << u"token_expired"_s;
}

void TestLoginFaults::oneRefusedRefreshIsAskedAgain()
{
    QFETCH(QString, word);
    bool isFirst{true};
    m_bench->server.answer = [&](const HttpRequest& request) {
        if (request.path == u"/auth/refresh"_s && std::exchange(isFirst, false))
            return HttpAnswer::error(401, word);
        return m_server->answer(request);
    };
    restore();
    QTRY_COMPARE(login().accessToken(), Secret{u"t-1"_s});
    QCOMPARE(m_bench->refreshes(), 2);
    QVERIFY(m_bench->ended->isEmpty());
}

void TestLoginFaults::aRefusedRequestConfirmsARefusedRefresh()
{
    m_bench->timing.confirmation = 1h;
    restartProgram();
    m_server->isEnded = true;
    restore();
    QTRY_COMPARE(m_server->used.size(), 1);
    QVERIFY(m_bench->ended->isEmpty());
    QVERIFY(!isAccepted());
    QTRY_VERIFY((login().tokenRejected(Secret{u"t-0"_s}), m_bench->ended->size() == 1));
    QCOMPARE(login().phase(), LoginPhase::LoggedOut);
    QTRY_VERIFY(m_bench->store.value.isEmpty());
}

void TestLoginFaults::aPortalEndsNoLogin()
{
    int refusals{4};
    m_bench->server.answer = [&](const HttpRequest& request) {
        if (refusals-- > 0)
            return HttpAnswer{.status = 401, .body = "<html>Please sign in</html>"};
        return m_server->answer(request);
    };
    restore();
    QTRY_COMPARE(login().accessToken(), Secret{u"t-1"_s});
    QVERIFY(m_bench->ended->isEmpty());
}

void TestLoginFaults::aLostPairingCanBeRepeated_data()
{
    QTest::addColumn<int>("lost");
    QTest::newRow("the request") << 1;
    QTest::newRow("the answer") << 2;
}

void TestLoginFaults::aLostPairingCanBeRepeated()
{
    QFETCH(int, lost);
    m_bench->store.value = {};
    bool isFirst{true};
    m_server->lose = [&](const HttpRequest& request) {
        return request.path == u"/auth/exchange"_s && std::exchange(isFirst, false)
                   ? static_cast<TokenServer::Lost>(lost)
                   : TokenServer::Lost::Nothing;
    };
    login().requestCode(u"+14155550123"_s);
    QTRY_COMPARE(login().phase(), LoginPhase::AwaitingCode);
    login().submitCode(u"123456"_s);
    QCOMPARE(login().phase(), LoginPhase::Exchanging);
    QTRY_COMPARE(login().phase(), LoginPhase::AwaitingCode);
    login().submitCode(u"123456"_s);
    QTRY_COMPARE(login().phase(), LoginPhase::LoggedIn);
    QVERIFY(isAccepted());
    const QList<HttpRequest> exchanges = m_bench->server.requests(u"/auth/exchange"_s);
    QCOMPARE(exchanges.at(0).body, exchanges.at(1).body);
}

void TestLoginFaults::aKillDuringThePairingLeavesItRepeatable()
{
    m_bench->store.value = {};
    m_store->isHeld = true;
    login().requestCode(u"+14155550123"_s);
    QTRY_COMPARE(login().phase(), LoginPhase::AwaitingCode);
    login().submitCode(u"123456"_s);
    QTRY_COMPARE(m_store->waiting(), size_t{1});
    QCOMPARE(login().phase(), LoginPhase::Exchanging);
    QVERIFY(login().accessToken().isEmpty());
    restartProgram();
    login().restore();
    QTRY_COMPARE(login().phase(), LoginPhase::LoggedOut);
    QVERIFY(m_server->used.isEmpty());
    QVERIFY(m_bench->logIn());
    QVERIFY(isAccepted());
}

void TestLoginFaults::aPairingCancelledWhileItIsStoredIsRevoked()
{
    m_bench->store.value = {};
    m_store->isHeld = true;
    login().requestCode(u"+14155550123"_s);
    QTRY_COMPARE(login().phase(), LoginPhase::AwaitingCode);
    login().submitCode(u"123456"_s);
    QTRY_COMPARE(m_store->waiting(), size_t{1});
    login().cancel();
    QCOMPARE(login().phase(), LoginPhase::LoggedOut);
    QTRY_COMPARE(m_bench->server.requests(u"/auth/logout"_s).size(), 1);
    QVERIFY(m_server->isEnded);
    QTRY_VERIFY(m_bench->store.value.isEmpty());
}

void TestLoginFaults::aLogoutWhileATokenIsStoredEndsTheLogin()
{
    restore();
    m_store->isHeld = true;
    QTRY_COMPARE(m_store->waiting(), size_t{1});
    QSignalSpy loggedOut{&login(), &ServerLogin::logOutFinished};
    login().logOut();
    QTRY_VERIFY(m_server->isEnded);
    QCOMPARE(login().phase(), LoginPhase::LoggedOut);
    m_store->isHeld = false;
    m_store->finishWrites();
    QTRY_COMPARE(loggedOut.size(), 1);
    QVERIFY(login().accessToken().isEmpty());
    QTRY_VERIFY(m_bench->store.value.isEmpty());
}

QTEST_GUILESS_MAIN(TestLoginFaults)
#include "test_login_faults.moc"
