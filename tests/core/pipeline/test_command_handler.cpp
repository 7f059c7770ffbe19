// SPDX-License-Identifier: MIT
#include "core/pipeline/server_probe.h"
#include "core/pipeline/session_text.h"
#include "tests/core/pipeline/pipeline_stage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {
const QString A = u"shop"_s;
const QJsonObject LoginRequest{{u"type"_s, u"login"_s}, {u"phone"_s, u"+1 415 555 0123"_s}};
const QJsonObject RightCode{{u"type"_s, u"pair"_s}, {u"code"_s, u"123456"_s}};
const QJsonObject WrongCode{{u"type"_s, u"pair"_s}, {u"code"_s, u"654321"_s}};
const QJsonObject Logout{{u"type"_s, u"logout"_s}};

QJsonObject start(const QString& session, const QString& description = {})
{
    return {{u"type"_s, u"start"_s}, {u"session_id"_s, session}, {u"description"_s, description}};
}

QJsonObject stop(const QString& session)
{
    return {{u"type"_s, u"stop"_s}, {u"session_id"_s, session}};
}

bool isOk(const QJsonObject& answer)
{
    return answer.value("ok"_L1).toBool();
}
} // namespace

class TestCommandHandler final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_stage = std::make_unique<CompanionStage>(); }
    void cleanup() { m_stage.reset(); }

    void aPhoneNumberAndTheTextedCodeLogIn()
    {
        QVERIFY(m_stage->begin(false));
        const QJsonObject asked = ask(LoginRequest);
        QVERIFY2(isOk(asked), qPrintable(messageOf(asked)));
        QCOMPARE(asked.value("phone"_L1).toString(), u"+1***0123"_s);
        const int left = asked.value("expires_in"_L1).toInt();
        QVERIFY2(left > 590 && left <= 600, qPrintable(QString::number(left)));
        QVERIFY(messageOf(asked).contains(u"+1***0123"_s));
        QCOMPARE(status().value("login"_L1)["phase"_L1].toString(), u"awaiting_code"_s);
        QVERIFY(messageOf(status()).contains(u"Waiting for the code"_s));

        const QJsonObject paired = ask(RightCode);
        QVERIFY2(isOk(paired), qPrintable(messageOf(paired)));
        QVERIFY(QDateTime::fromString(paired.value("expires_at"_L1).toString(), Qt::ISODate).isValid());
        QVERIFY(messageOf(paired).startsWith(u"You are logged in as +1***0123 until"_s));
        QCOMPARE(status().value("login"_L1)["phase"_L1].toString(), u"logged_in"_s);
    }

    void whoWaitsForTheCodeIsToldThatItWasNotDelivered()
    {
        const QJsonObject codeStatus{{u"type"_s, u"code_status"_s}};
        QVERIFY(m_stage->begin(false));
        m_stage->server.http().health = HttpAnswer::json({{u"name"_s, u"Tocsin"_s},
                                                          {u"api_version"_s, u"1"_s},
                                                          {u"features"_s, QJsonArray{u"code_status"_s}}});
        m_stage->fault = [](const HttpRequest& request) -> std::optional<HttpAnswer> {
            if (request.path == u"/login/status"_s)
                return HttpAnswer::json({{u"sms_status"_s, u"undelivered"_s},
                                         {u"final"_s, true},
                                         {u"reason"_s, u"wrong_number"_s}});
            return {};
        };
        QCOMPARE(ask(codeStatus), (QJsonObject{{u"ok"_s, true}, {u"awaited"_s, false}}));
        QVERIFY(isOk(ask(LoginRequest)));
        QCOMPARE(ask(codeStatus), (QJsonObject{{u"ok"_s, true}, {u"awaited"_s, true}}));
        m_stage->clock.moveBy(std::chrono::seconds{2});
        QJsonObject told;
        QTRY_VERIFY(!isOk(told = ask(codeStatus)));
        QCOMPARE(codeOf(told), u"code_undelivered"_s);
        QVERIFY2(
            told.value("error"_L1)["message"_L1].toString().contains(u"no mobile phone has this number"_s),
            "not why");
        QVERIFY2(messageOf(status()).contains(u"no mobile phone has this number"_s),
                 qPrintable(messageOf(status())));
        QVERIFY(isOk(ask(RightCode))); // it came all the same
        QCOMPARE(ask(codeStatus), (QJsonObject{{u"ok"_s, true}, {u"awaited"_s, false}}));
    }

    void aServerThatPrintsTextsIsNotSaidToSendThem()
    {
        QVERIFY(m_stage->begin(false));
        printTexts();
        m_stage->login().setBrowser([](const QUrl&) { return true; });
        const QJsonObject inBrowser = ask({{u"type"_s, u"login"_s}, {u"browser"_s, true}});
        QCOMPARE(messageOf(inBrowser),
                 u"Enter your phone number in the browser window that opens. The server "
                 "then prints a six-digit code on its console, which is valid for 10 "
                 "minutes."_s);
        const QJsonObject asked = ask(LoginRequest);
        QVERIFY2(isOk(asked), qPrintable(messageOf(asked)));
        QCOMPARE(messageOf(asked),
                 u"The six-digit code for +1***0123 is on the server's console: this server "
                 "prints texts and sends none. The code is valid for 10 minutes."_s);
        const QString line = u"\nThe server at %1 only prints texts: no phone gets them."_s.arg(
            m_stage->server.http().url().toDisplayString());
        const QString waiting = messageOf(status());
        QVERIFY2(
            waiting.startsWith(u"Waiting for the code for +1***0123, which is on the server's console."_s),
            qPrintable(waiting));
        QVERIFY2(waiting.contains(line), qPrintable(waiting));
        const QString paired = messageOf(ask(RightCode));
        QVERIFY2(paired.startsWith(u"You are logged in"_s) && paired.endsWith(line), qPrintable(paired));
        QVERIFY2(messageOf(status()).contains(line), qPrintable(messageOf(status())));
        open(A);
        const QJsonObject started = ask(start(A));
        QCOMPARE(messageOf(started), u"Texts about \"shop\" will go to +1***0123."_s + line);
        QCOMPARE(started.value("name"_L1).toString(), u"shop"_s);
    }
    void aServerThatDoesNotSayIsNotWaitedForLong()
    {
        QVERIFY(m_stage->begin(false));
        int asked = 0;
        m_stage->commands().setServerQuestion([&asked](QObject*, const auto&) { ++asked; });
        QVERIFY(messageOf(ask(LoginRequest)).startsWith(u"A text with a six-digit code is on its way"_s));
        QCOMPARE(asked, 1);
    }

    void theNumberMayBeEnteredInTheBrowser()
    {
        QVERIFY(m_stage->begin(false));
        const QJsonObject inBrowser{{u"type"_s, u"login"_s}, {u"browser"_s, true}};
        const QJsonObject nowhere = ask(inBrowser);
        QCOMPARE(codeOf(nowhere), u"no_browser"_s);
        QVERIFY2(messageOf(nowhere).contains(u"without a display"_s), qPrintable(messageOf(nowhere)));

        bool works = false;
        m_stage->login().setBrowser([&works](const QUrl&) { return works; });
        QCOMPARE(codeOf(ask(inBrowser)), u"no_browser"_s);
        QCOMPARE(m_stage->login().phase(), LoginPhase::LoggedOut);
        works = true;
        for (int times = 0; times < 2; ++times) { // a second one is answered like the first
            const QJsonObject asked = ask(inBrowser);
            QVERIFY2(isOk(asked), qPrintable(messageOf(asked)));
            QVERIFY(messageOf(asked).startsWith(u"Enter your phone number in the browser"_s));
        }
        QCOMPARE(status().value("login"_L1)["phase"_L1].toString(), u"waiting_for_browser"_s);
        QVERIFY(messageOf(status()).contains(u"in the browser"_s));
        const QJsonObject early = ask(RightCode);
        QVERIFY2(messageOf(early).contains(u"in the browser first"_s), qPrintable(messageOf(early)));
        QVERIFY(isOk(ask(LoginRequest))); // the number, after all
        QVERIFY(isOk(ask(RightCode)));
        QVERIFY(ask(inBrowser).value("already"_L1).toBool());
    }

    void noAnswerHoldsTheFullNumberTheCodeOrAToken()
    {
        QVERIFY(m_stage->begin(false));
        QByteArray all;
        for (const QJsonObject& request :
             {LoginRequest, WrongCode, RightCode, start(A), QJsonObject{{u"type"_s, u"status"_s}}, Logout})
            all += QJsonDocument{ask(request)}.toJson();
        for (const char* secret : {"4155550123", "415 555", "123456", "654321", "temporary", "\"access\""})
            QVERIFY2(!all.contains(secret), secret);
    }

    void aWrongCodeIsSaidAndTheRightOneStillWorks()
    {
        QVERIFY(m_stage->begin(false));
        QCOMPARE(codeOf(ask(RightCode)), u"not_logged_in"_s); // nobody asked for one
        QVERIFY(isOk(ask(LoginRequest)));
        const QJsonObject wrong = ask(WrongCode);
        QCOMPARE(codeOf(wrong), u"wrong_code"_s);
        QVERIFY(messageOf(wrong).contains(u'4'));
        QVERIFY(isOk(ask(RightCode)));
    }

    void eachFailureOfALoginHasItsCodeAndItsWords_data()
    {
        QTest::addColumn<QString>("phone");
        QTest::addColumn<HttpAnswer>("answer");
        QTest::addColumn<QString>("code");
        HttpAnswer limited = HttpAnswer::error(429, u"rate_limited"_s);
        limited.headers.append("Retry-After: 60");
        const QString good = u"+14155550123"_s;
        QTest::newRow("not a number") << u"+1415"_s << HttpAnswer{} << u"invalid_phone"_s;
        QTest::newRow("refused number")
            << good << HttpAnswer::error(400, u"invalid_request"_s) << u"invalid_phone"_s;
        QTest::newRow("too many codes") << good << limited << u"rate_limited"_s;
        QTest::newRow("broken off") << good << HttpAnswer{.isCutShort = true} << u"server_unreachable"_s;
        QTest::newRow("nonsense") << good << HttpAnswer{.body = "<html>"} << u"server_error"_s;
        QTest::newRow("another one's answer") << good
                                              << HttpAnswer::json({{u"temp_token"_s, u"t"_s},
                                                                   {u"expires_in"_s, 600},
                                                                   {u"phone"_s, u"+1***0123"_s},
                                                                   {u"state"_s, u"another"_s}})
                                              << u"server_error"_s;
    }
    void eachFailureOfALoginHasItsCodeAndItsWords()
    {
        QFETCH(QString, phone);
        QFETCH(HttpAnswer, answer);
        QFETCH(QString, code);
        QVERIFY(m_stage->begin(false));
        m_stage->fault = [answer](const HttpRequest&) { return answer; };
        const QJsonObject said = ask({{u"type"_s, u"login"_s}, {u"phone"_s, phone}});
        QCOMPARE(codeOf(said), code);
        QVERIFY(!messageOf(said).isEmpty());
        QCOMPARE(m_stage->login().phase(), LoginPhase::LoggedOut);
    }

    void aDeadCodeIsSaid()
    {
        QVERIFY(m_stage->begin(false));
        QVERIFY(isOk(ask(LoginRequest)));
        m_stage->fault = [](const HttpRequest&) { return HttpAnswer::error(401, u"token_expired"_s); };
        QCOMPARE(codeOf(ask(RightCode)), u"code_expired"_s);
    }

    void whoIsLoggedInIsToldSo()
    {
        QVERIFY(m_stage->begin(true));
        for (const QJsonObject& request : {LoginRequest, RightCode}) {
            const QJsonObject answer = ask(request);
            QVERIFY(isOk(answer));
            QVERIFY(answer.value("already"_L1).toBool());
            QVERIFY(messageOf(answer).contains(u"already logged in as +1***0123"_s));
        }
    }

    void startTextsAboutASessionUnderTheGivenName()
    {
        QVERIFY(m_stage->begin(true));
        const QJsonObject answer = ask(start(A, u"it's $(id) & co"_s));
        QVERIFY2(isOk(answer), qPrintable(messageOf(answer)));
        QCOMPARE(answer.value("name"_L1).toString(), u"it's $(id) & co"_s);
        QCOMPARE(messageOf(answer), u"Texts about \"it's $(id) & co\" will go to +1***0123."_s);
        QCOMPARE(m_stage->server.starts().constLast().json().value("description"_L1).toString(),
                 u"it's $(id) & co"_s);
        QVERIFY(isOk(ask(start(A)))); // once more: nothing to wait for
    }

    void startWithoutALoginSaysHowToLogIn()
    {
        QVERIFY(m_stage->begin(false));
        const QJsonObject answer = ask(start(A));
        QCOMPARE(codeOf(answer), u"not_logged_in"_s);
        QCOMPARE(messageOf(answer), u"You are not logged in."_s); // how to is the reader's program to say
    }

    void theOnlySessionNeedsNoName()
    {
        QVERIFY(m_stage->begin(true));
        QCOMPARE(codeOf(ask(start({}))), u"no_session"_s);
        QCOMPARE(codeOf(ask(stop({}))), u"no_session"_s);
        open(A);
        QVERIFY(isOk(ask(start({}))));
        open(u"bank"_s);
        for (const QJsonObject& request : {start({}), stop({})}) {
            const QJsonObject answer = ask(request);
            QCOMPARE(codeOf(answer), u"no_session"_s);
            QVERIFY2(messageOf(answer).startsWith(u"Several sessions are running."_s),
                     qPrintable(messageOf(answer)));
            QVERIFY2(messageOf(answer).contains(u"\n- bank "_s), qPrintable(messageOf(answer)));
        }
    }

    void aPersonNamesOnlyASessionThatIsThere_data()
    {
        QTest::addColumn<QString>("given");
        QTest::addColumn<QString>("meant"); // empty: none
        const QString first = u"5c1e7a90-0000-4000-8000-00000000000a"_s;
        const QString second = u"5c1e7a90-0000-4000-8000-00000000000b"_s;
        const QString third = u"7777aaaa-0000-4000-8000-000000000000"_s;
        QTest::newRow("whole") << first << first;
        QTest::newRow("beginning") << u"7777aaaa"_s << third;
        QTest::newRow("four characters") << u"7777"_s << third;
        QTest::newRow("other case") << u"7777AAAA"_s << third;
        QTest::newRow("as status shows it") << second.left(36) << second;
        QTest::newRow("too short") << u"777"_s << QString{};
        QTest::newRow("of two") << u"5c1e7a90"_s << QString{};
        QTest::newRow("unknown") << u"nope"_s << QString{};
        QTest::newRow("longer than an id") << third + u"0"_s << QString{};
        QTest::newRow("invisible") << u"\u200b"_s << QString{};
    }
    void aPersonNamesOnlyASessionThatIsThere()
    {
        QFETCH(QString, given);
        QFETCH(QString, meant);
        QVERIFY(m_stage->begin(true));
        for (const QString& id :
             {u"5c1e7a90-0000-4000-8000-00000000000a"_s, u"5c1e7a90-0000-4000-8000-00000000000b"_s,
              u"7777aaaa-0000-4000-8000-000000000000"_s})
            open(id);
        QJsonObject named = start(given, u"chosen"_s);
        named.insert(u"named"_s, true);
        const QJsonObject mute{{u"type"_s, u"mute"_s}, {u"for"_s, u"15m"_s}, {u"session_id"_s, given}};
        for (const QJsonObject& request : {named, mute, stop(given)}) {
            const QJsonObject answer = ask(request);
            QCOMPARE(codeOf(answer), meant.isEmpty() ? u"no_session"_s : QString{});
            if (meant.isEmpty())
                QVERIFY2(messageOf(answer).contains(u"\n- "_s), qPrintable(messageOf(answer)));
        }
        QCOMPARE(m_stage->companion().sessions().size(), 3); // no ghost
        if (!meant.isEmpty())
            QCOMPARE(m_stage->session(meant)->name, u"chosen"_s);
        // Status shows as much of an id as tells it from the others.
        const QString shown = messageOf(status());
        for (const QString& id : {u"7777aaaa "_s, u"00000000000a "_s, u"00000000000b "_s})
            QVERIFY2(shown.contains(id), qPrintable(shown));
    }

    void theSessionACommandRunsInNeedNotBeKnownYet()
    {
        QVERIFY(m_stage->begin(true));
        QVERIFY(isOk(ask(start(u"5c1e7a90-0000-4000-8000-00000000000a"_s))));
        QCOMPARE(m_stage->companion().sessions().size(), 1);
    }

    void aSessionThatEndedIsNotStarted()
    {
        QVERIFY(m_stage->begin(true));
        open(A);
        m_stage->companion().takeHook(
            CompanionStage::hook(u"SessionEnd"_s, A, {{u"reason"_s, u"prompt_input_exit"_s}}));
        QTRY_VERIFY(m_stage->companion().sessions().isEmpty());
        const QJsonObject answer = ask(start(A));
        QCOMPARE(codeOf(answer), u"no_session"_s);
        QVERIFY(messageOf(answer).contains(u"has ended"_s));
    }

    void startSaysWhatTheServerSaid_data()
    {
        QTest::addColumn<HttpAnswer>("answer");
        QTest::addColumn<QString>("code");
        QTest::newRow("refused") << HttpAnswer::error(403, u"forbidden"_s) << u"server_error"_s;
        QTest::newRow("away") << HttpAnswer{.isCutShort = true} << u"server_unreachable"_s;
        QTest::newRow("login over") << HttpAnswer::error(401, u"unauthorized"_s) << u"not_logged_in"_s;
        QTest::newRow("no answer yet") << HttpAnswer{.isSilent = true} << u"server_unreachable"_s;
    }
    void startSaysWhatTheServerSaid()
    {
        QFETCH(HttpAnswer, answer);
        QFETCH(QString, code);
        QVERIFY(m_stage->begin(true));
        m_stage->fault = [answer](const HttpRequest&) { return answer; };
        const QJsonObject said = ask(start(A));
        QCOMPARE(codeOf(said), code);
        QVERIFY(!messageOf(said).isEmpty());
    }

    void stopEndsTheTextsAndSaysThatToastsGoOn()
    {
        QVERIFY(m_stage->begin(true));
        QVERIFY(isOk(ask(start(A, u"the shop"_s))));
        const QJsonObject answer = ask(stop(A));
        QVERIFY(isOk(answer));
        QCOMPARE(messageOf(answer), u"Texts about \"the shop\" are off. Notifications continue."_s);
        QTRY_COMPARE(m_stage->server.stops().size(), 1);
        QCOMPARE(status().value("sessions"_L1)[0]["texts"_L1].toString(), u"off"_s);
        QCOMPARE(codeOf(ask(stop(u"unknown"_s))), u"no_session"_s);
    }

    void statusTellsPeopleAndPrograms()
    {
        QVERIFY(m_stage->begin(true));
        QVERIFY(messageOf(status()).contains(u"No Claude Code sessions running."_s));
        QVERIFY(status().value("server"_L1)["reachable"_L1].isNull());
        QVERIFY(isOk(ask(start(A))));
        const QJsonObject answer = status(A);
        QCOMPARE(answer.value("login"_L1)["phone"_L1].toString(), u"+1***0123"_s);
        QCOMPARE(answer.value("version"_L1).toString(), QLatin1String{TOCSIN_VERSION});
        QVERIFY(answer.value("server"_L1)["reachable"_L1].toBool());
        const QJsonValue session = answer.value("sessions"_L1)[0];
        QCOMPARE(session["id"_L1].toString(), A);
        QCOMPARE(session["state"_L1].toString(), u"idle"_s);
        QCOMPARE(session["texts"_L1].toString(), u"on"_s);
        QVERIFY(session["current"_L1].toBool());
        const QStringList lines = messageOf(answer).split(u'\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY2(lines.at(0).startsWith(u"Logged in as +1***0123 until"_s), qPrintable(lines.at(0)));
        QVERIFY2(lines.at(1).endsWith(u" (reachable)"_s), qPrintable(lines.at(1)));
        QVERIFY2(lines.at(3).endsWith(u"(this one): idle; texts on"_s), qPrintable(lines.at(3)));
    }

    void statusSaysHowThingsStandOnThisComputer()
    {
        QVERIFY(m_stage->begin(true));
        QCOMPARE(codeOf(ask({{u"type"_s, u"presence"_s}, {u"away"_s, true}})), u"bad_request"_s);
        Assessment presence;
        LoginStorage storage = LoginStorage::File;
        m_stage->commands().setSurroundings(
            [&presence, &storage] {
                return StatusFacts{.presence = presence, .canNotify = false, .loginStorage = storage};
            },
            [&presence](Presence given) {
                presence = {.presence = given, .reason = PresenceReason::SetByUser};
            });
        QVERIFY(isOk(ask({{u"type"_s, u"presence"_s}, {u"away"_s, true}})));
        const QJsonObject answer = status();
        QVERIFY(messageOf(answer).contains(u"You are away, as you said."_s));
        QVERIFY(messageOf(answer).contains(u"no notification service"_s));
        QCOMPARE(answer.value("presence"_L1)["state"_L1].toString(), u"away"_s);
        QCOMPARE(answer.value("notifications"_L1)["available"_L1], QJsonValue{false});
        QCOMPARE(answer.value("login_storage"_L1).toString(), u"file"_s);
        QVERIFY(messageOf(answer).contains(u"kept in a file"_s));
        storage = LoginStorage::Memory;
        QCOMPARE(status().value("login_storage"_L1).toString(), u"memory"_s);
        QVERIFY(messageOf(status()).contains(u"lasts until Tocsin ends"_s));
    }

    void statusDoesNotPromiseNotificationsThatNothingShows()
    {
        QVERIFY(m_stage->begin(false));
        bool canNotify = true;
        m_stage->commands().setSurroundings([&] { return StatusFacts{.canNotify = canNotify}; },
                                            [](Presence) {});
        QVERIFY(messageOf(status()).startsWith(u"Not logged in (notifications only)."_s));
        canNotify = false;
        QVERIFY2(!messageOf(status()).contains(u"notifications only"_s), qPrintable(messageOf(status())));
    }

    void neitherStopNorLogoutPromisesNotificationsThatNothingShows()
    {
        QVERIFY(m_stage->begin(true));
        m_stage->commands().setSurroundings([] { return StatusFacts{.canNotify = false}; }, [](Presence) {});
        QVERIFY(isOk(ask(start(A, u"the shop"_s))));
        QCOMPARE(messageOf(ask(stop(A))),
                 u"Texts about \"the shop\" are off, and no notifications can be shown here."_s);
        QCOMPARE(messageOf(ask(QJsonObject{{u"type"_s, u"logout"_s}})),
                 u"You are logged out. You get no texts now, and no notifications can be shown here. "
                 "Sessions that had texts on get them again when you log in, also with another number."_s);
    }

    void aMuteIsSaidInStatusUntilItIsOff()
    {
        QVERIFY(m_stage->begin(true));
        QVERIFY(isOk(ask(start(A))));
        const auto mute = [this](const QString& span, const QString& session) {
            QJsonObject request{{u"type"_s, u"mute"_s}, {u"for"_s, span}};
            if (!session.isEmpty())
                request.insert(u"session_id"_s, session);
            return ask(request);
        };
        const QJsonObject muted = mute(u"1h"_s, A);
        QVERIFY2(isOk(muted), qPrintable(messageOf(muted)));
        QVERIFY(!muted.value("muted_until"_L1).toString().isEmpty());
        QVERIFY(messageOf(status()).contains(u"\n  muted until "_s));
        QVERIFY(!status().contains("muted_until"_L1));
        QVERIFY(isOk(mute(u"off"_s, A)));
        QVERIFY(!messageOf(status()).contains(u"muted"_s));
        QVERIFY(isOk(mute(u"15m"_s, {})));
        QVERIFY(messageOf(status()).contains(u"are muted until"_s));
        QVERIFY(!status().value("muted_until"_L1).toString().isEmpty());
        QVERIFY(isOk(mute(u"off"_s, {})));
        QVERIFY(!messageOf(status()).contains(u"muted"_s));
        QCOMPARE(codeOf(mute(u"soon"_s, {})), u"bad_request"_s);
        QCOMPARE(codeOf(mute(u"1h"_s, u"unknown"_s)), u"no_session"_s);
    }

    void statusSaysThatTheServerIsAway()
    {
        QVERIFY(m_stage->begin(true));
        m_stage->fault = [](const HttpRequest&) { return HttpAnswer{.isCutShort = true}; };
        QCOMPARE(codeOf(ask(start(A))), u"server_unreachable"_s);
        QVERIFY(messageOf(status()).contains(u"not responding"_s));
        QCOMPARE(status().value("server"_L1)["reachable"_L1], QJsonValue{false});
    }

    void logoutEndsTheLoginAndCountsTheSessions()
    {
        QVERIFY(m_stage->begin(true));
        QVERIFY(isOk(ask(start(A))));
        const QJsonObject answer = ask(Logout);
        QVERIFY(isOk(answer));
        QCOMPARE(answer.value("sessions_cleared"_L1).toInt(), 1);
        QCOMPARE(messageOf(answer), u"You are logged out. You get no texts now; notifications continue. "
                                    "Sessions that had texts on get them again when you log in, also with "
                                    "another number."_s);
        QCOMPARE(m_stage->login().phase(), LoginPhase::LoggedOut);
        QVERIFY(m_stage->store.value.isEmpty());
        QVERIFY(messageOf(status()).startsWith(u"Not logged in"_s));
        QCOMPARE(messageOf(ask(Logout)), u"You are not logged in."_s);
    }

    void aLogoutTellsTheTruthAboutSessionsAndNotifications()
    {
        QVERIFY(m_stage->begin(true));
        m_stage->commands().setSurroundings([] { return StatusFacts{.canNotify = false}; }, [](Presence) {});
        open(u"blog"_s);
        QVERIFY(isOk(ask(start(A))));
        QVERIFY(isOk(ask(start(u"blog"_s))));
        QCOMPARE(messageOf(ask(stop(u"blog"_s))),
                 u"Texts about \"blog\" are off, and no notifications can be shown here."_s);
        const QString said = messageOf(ask(Logout));
        QCOMPARE(said,
                 u"You are logged out. You get no texts now, and no notifications can be shown here. "
                 "Sessions that had texts on get them again when you log in, also with another number."_s);
        QVERIFY(isOk(ask({{u"type"_s, u"login"_s}, {u"phone"_s, u"+44 7911 123456"_s}})));
        QVERIFY(isOk(ask(RightCode)));
        QTRY_COMPARE(m_stage->session(A)->texts, DeliveryStatus::On);
        QCOMPARE(m_stage->session(u"blog"_s)->texts, DeliveryStatus::Off);
    }

    void aRequestOfAnotherVersionIsRefusedInWords()
    {
        QVERIFY(m_stage->begin(false));
        const QJsonObject answer = ask({{u"type"_s, u"dance"_s}});
        QCOMPARE(codeOf(answer), u"bad_request"_s);
        QVERIFY(messageOf(answer).contains(u"same version"_s));
    }

    void everyStateHasANameAndWords()
    {
        QSet<QString> names;
        QSet<QString> said;
        for (const auto state :
             {SessionState::Idle, SessionState::Working, SessionState::Waiting, SessionState::Done,
              SessionState::Error, SessionState::Quiet, SessionState::Ended, SessionState::Lost}) {
            names << wireName(state);
            said << words(state);
        }
        for (const auto state : {DeliveryStatus::Off, DeliveryStatus::Starting, DeliveryStatus::On,
                                 DeliveryStatus::Unreachable, DeliveryStatus::NeedsLogin}) {
            names << wireName(state);
            said << words(state);
        }
        QCOMPARE(names.size(), 8 + 5);
        QCOMPARE(said.size(), 8 + 5);
        QVERIFY(!names.contains(QString{}) && !said.contains(QString{}));
    }

private:
    [[nodiscard]] QJsonObject ask(const QJsonObject& request) { return m_stage->ask(request); }
    [[nodiscard]] QJsonObject status(const QString& current = {})
    {
        return ask({{u"type"_s, u"status"_s}, {u"session_id"_s, current}});
    }
    /// As a server without an SMS provider does.
    void printTexts()
    {
        m_stage->fault = [](const HttpRequest& request) -> std::optional<HttpAnswer> {
            if (request.path == u"/health"_s)
                return HttpAnswer::json({{u"name"_s, u"Tocsin"_s}, {u"api_version"_s, u"1"_s}});
            if (request.path == u"/ready"_s)
                return HttpAnswer::json({{u"status"_s, u"ok"_s}, {u"texts"_s, u"printed"_s}});
            return {};
        };
        m_stage->commands().setServerQuestion([this](QObject* context, const auto& done) {
            probeServer(m_stage->api(), context,
                        [done](const ServerFacts& facts) { done(facts.printsTexts); });
        });
    }
    void open(const QString& session)
    {
        m_stage->companion().takeHook(
            CompanionStage::hook(u"SessionStart"_s, session, {{u"source"_s, u"startup"_s}}));
    }

    std::unique_ptr<CompanionStage> m_stage;
};

QTEST_GUILESS_MAIN(TestCommandHandler)
#include "test_command_handler.moc"
