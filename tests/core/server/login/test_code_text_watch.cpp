// SPDX-License-Identifier: MIT
#include "tests/core/server/login/login_bench.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using tocsin::test::HttpAnswer;
using tocsin::test::HttpRequest;
using tocsin::test::LoginBench;
using tocsin::test::pairing;

namespace {

const auto Path = u"/login/status"_s;
const HttpAnswer OnItsWay = HttpAnswer::json({{u"sms_status"_s, u"sent"_s}, {u"final"_s, false}});

HttpAnswer undelivered(const QString& reason)
{
    return HttpAnswer::json({{u"sms_status"_s, u"undelivered"_s},
                             {u"final"_s, true},
                             {u"reason"_s, reason},
                             {u"message"_s, u"In the server's words."_s}});
}

} // namespace

/// What becomes of the text with a code, for the person who waits for it.
class TestCodeTextWatch final : public QObject
{
    Q_OBJECT

    std::unique_ptr<LoginBench> m_bench;
    HttpAnswer m_status;

    [[nodiscard]] qsizetype asked() const { return m_bench->server.requests(Path).size(); }
    /// A code was sent, and the server has answered all that it was asked before.
    [[nodiscard]] bool getCode()
    {
        const qsizetype codes = m_bench->server.requests(u"/login"_s).size();
        m_bench->login->requestCode(u"+14155550123"_s);
        return QTest::qWaitFor([&] {
            return m_bench->server.requests(u"/login"_s).size() > codes &&
                   m_bench->login->phase() == LoginPhase::AwaitingCode;
        });
    }
    [[nodiscard]] bool askOnce()
    {
        bool isAnswered{false};
        m_bench->api.health(this, [&isAnswered](const auto&) { isAnswered = true; });
        return QTest::qWaitFor([&isAnswered] { return isAnswered; });
    }
    /// Somebody looks at the field some time later; the server was asked once more, and has answered.
    [[nodiscard]] bool look(std::chrono::milliseconds later)
    {
        const qsizetype before = asked();
        m_bench->clock.moveBy(later);
        m_bench->login->watchCode();
        return QTest::qWaitFor([&] { return asked() == before + 1; }) && askOnce();
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<LoginBench>();
        m_status = OnItsWay;
        m_bench->server.health = HttpAnswer::json({{u"status"_s, u"ok"_s},
                                                   {u"name"_s, u"Tocsin"_s},
                                                   {u"api_version"_s, u"1"_s},
                                                   {u"features"_s, QJsonArray{u"code_status"_s}}});
        m_bench->server.answer = [this](const HttpRequest& request) {
            return request.path == Path ? m_status : pairing(request);
        };
    }
    void cleanup() { m_bench.reset(); }

    void whyTheTextDidNotArriveIsTold_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("words");
        QTest::newRow("off") << u"unreachable"_s << u"off or out of coverage. Check the phone"_s;
        QTest::newRow("wrong") << u"wrong_number"_s << u"no mobile phone has this number. Check the number"_s;
        QTest::newRow("stop") << u"opted_out"_s << u"Reply START"_s;
        QTest::newRow("blocked") << u"blocked"_s << u"network blocked it"_s;
        QTest::newRow("account") << u"not_allowed"_s << u"Ask the server's administrator"_s;
        QTest::newRow("none") << u"unknown"_s << u"could not be delivered. Check the number, or try again."_s;
        QTest::newRow("a later server's") << u"moon"_s << u"could not be delivered. Check the number"_s;
    }
    void whyTheTextDidNotArriveIsTold()
    {
        QFETCH(QString, reason);
        QFETCH(QString, words);
        QSignalSpy told{m_bench->login.get(), &Login::codeUndelivered};
        QVERIFY(getCode());
        m_bench->login->watchCode(); // at once is too early
        QVERIFY(look(2s));
        QCOMPARE(m_bench->server.requests(Path).first().method, "GET"_ba);
        QCOMPARE(m_bench->server.requests(Path).first().bearer(), u"temp"_s);
        QVERIFY(m_bench->login->codeProblem().isEmpty());

        m_status = undelivered(reason);
        QVERIFY(look(2s));
        QTRY_COMPARE(told.size(), 1);
        const QString message = told.first().first().toString();
        QVERIFY2(message.startsWith(u"The text with the code could not be delivered"_s) &&
                     message.contains(words),
                 qPrintable(message));
        QCOMPARE(m_bench->login->codeProblem(), message);
        QCOMPARE(m_bench->login->phase(), LoginPhase::AwaitingCode); // it may come all the same

        m_status = OnItsWay;
        m_bench->clock.moveBy(1min);
        m_bench->login->watchCode();
        QVERIFY(getCode());
        QCOMPARE(asked(), 2);
        QVERIFY2(m_bench->login->codeProblem().isEmpty(), "that was of another code");
        QVERIFY(look(2s));
    }
    void theServerIsAskedLessAndLessAndThenNoMore()
    {
        QVERIFY(getCode());
        for (int i = 0; i < 12; ++i)
            QVERIFY(look(25s));
        m_bench->clock.moveBy(25s);
        m_bench->login->watchCode();
        QVERIFY(getCode());
        QCOMPARE(asked(), 12);
    }
    void whatIsFinalIsNotAskedAgain_data()
    {
        QTest::addColumn<HttpAnswer>("status");
        QTest::newRow("delivered") << HttpAnswer::json(
            {{u"sms_status"_s, u"delivered"_s}, {u"final"_s, true}});
        QTest::newRow("nobody reports")
            << HttpAnswer::json({{u"sms_status"_s, u"sent"_s}, {u"final"_s, true}});
        QTest::newRow("over") << HttpAnswer::error(401, u"token_expired"_s);
        QTest::newRow("not there") << HttpAnswer::error(404, u"invalid_request"_s);
    }
    void whatIsFinalIsNotAskedAgain()
    {
        QFETCH(HttpAnswer, status);
        m_status = status;
        QVERIFY(getCode());
        QVERIFY(look(2s));
        QVERIFY(askOnce()); // the answer to that comes after
        m_bench->clock.moveBy(1min);
        m_bench->login->watchCode();
        QVERIFY(askOnce());
        QCOMPARE(asked(), 1);
        QVERIFY(m_bench->login->codeProblem().isEmpty());
    }
    void aServerThatHasTroubleIsAskedAgain()
    {
        m_status = HttpAnswer::error(503, u"server_error"_s);
        QVERIFY(getCode());
        QVERIFY(look(2s));
        m_status = undelivered(u"blocked"_s);
        QVERIFY(look(2s));
        QTRY_VERIFY(!m_bench->login->codeProblem().isEmpty());
    }
    void anOlderServerIsNotAsked()
    {
        m_bench->server.health.reset();
        m_bench->server.answer = [](const HttpRequest& request) {
            return request.path == u"/health"_s ? HttpAnswer::json({{u"status"_s, u"ok"_s}})
                                                : pairing(request);
        };
        QVERIFY(getCode());
        m_bench->clock.moveBy(10s);
        m_bench->login->watchCode();
        QVERIFY(getCode());
        QCOMPARE(asked(), 0);
    }
    void afterTheLoginNobodyAsks()
    {
        QVERIFY(m_bench->logIn());
        m_bench->clock.moveBy(10s);
        m_bench->login->watchCode();
        m_bench->login->logOut();
        QVERIFY(getCode());
        QCOMPARE(asked(), 0);
    }
};

QTEST_GUILESS_MAIN(TestCodeTextWatch)
#include "test_code_text_watch.moc"
