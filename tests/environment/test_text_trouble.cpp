// SPDX-License-Identifier: MIT
// What keeps texts from the person: each is one notification, in `status` too, and is gone when it is over.
#include "tests/e2e/stage.h"
#include "tests/support/fake_notifications.h"
#include "tests/support/http_script.h"
#include "tests/support/keyring.h"

#include <QJsonArray>
#include <QMessageAuthenticationCode>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QSaveFile>
#include <QTest>
#include <QUrlQuery>

#include <algorithm>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {
const QString Phone = u"+14155550123"_s;
// Milliseconds: a desktop takes its time on a busy machine.
constexpr int Patience = 20'000;
constexpr int MostTexts = 20 - 8; // of an hour, without the share of permissions and questions
const QString PublicUrl = u"https://texts.example.com"_s;
const QByteArray AuthToken = "the-auth-token-of-a-test"_ba;

QJsonObject of(const QString& session)
{
    return {{u"session_id"_s, session}, {u"session_title"_s, session}, {u"cwd"_s, u"/srv/"_s + session}};
}
} // namespace

class TestTextTrouble final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aServerOutOfReach();
    void anHourThatIsUsedUp();
    void aTextThatWasNotDelivered();
    void aKeychainOutOfReach();

private:
    [[nodiscard]] bool begin();
    void passTime(int seconds);
    void say(const QString& payload, const QString& session) const;
    [[nodiscard]] QString statusText() const { return m_stage->bridge({u"status"_s}).out; }
    [[nodiscard]] bool hasTrouble(const QString& name) const
    {
        return m_stage->status().value(u"troubles"_s).toArray().contains(name);
    }
    /// Notifications that are on the screen, or ever were.
    [[nodiscard]] static qsizetype count(const QList<NotifyCall>& calls, const QString& title)
    {
        return std::count_if(calls.begin(), calls.end(),
                             [&](const NotifyCall& call) { return call.title == title; });
    }

    std::unique_ptr<Keyring> m_keyring;
    std::unique_ptr<FakeNotifications> m_toasts;
    std::unique_ptr<Stage> m_stage;
    int m_passed{0};
};

void TestTextTrouble::init()
{
    m_keyring = std::make_unique<Keyring>();
    QVERIFY(m_keyring->start());
    m_toasts = std::make_unique<FakeNotifications>();
    QVERIFY(m_toasts->start());
    m_stage = std::make_unique<Stage>();
    m_stage->setEnvironment(u"XDG_STATE_HOME"_s, m_stage->folder() + u"/state"_s);
    m_stage->textAtOnce();
    m_passed = 0;
}

void TestTextTrouble::cleanup()
{
    if (QTest::currentTestFailed())
        qInfo().noquote() << "the app said:" << m_stage->appOutput();
    m_stage.reset();
    m_toasts.reset();
    m_keyring.reset();
}

/// The server keeps the time of the machine, and the app corrects for the difference.
bool TestTextTrouble::begin()
{
    if (!m_stage->startServer())
        return false;
    passTime(0);
    m_stage->setEnvironment(u"TOCSIN_TEST_MOVED_TIME"_s, m_stage->folder() + u"/moved"_s);
    m_stage->setEnvironment(u"LD_PRELOAD"_s, QStringLiteral(TOCSIN_MOVED_TIME));
    // It is not the first library that is loaded then.
    m_stage->setEnvironment(u"ASAN_OPTIONS"_s,
                            qEnvironmentVariable("ASAN_OPTIONS") + u":verify_asan_link_order=0"_s);
    return m_stage->startApp({u"--hidden"_s});
}

void TestTextTrouble::passTime(int seconds)
{
    m_passed += seconds;
    QSaveFile file{m_stage->folder() + u"/moved"_s}; // at no time is it another one
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::number(m_passed));
    QVERIFY(file.commit());
}

void TestTextTrouble::say(const QString& payload, const QString& session) const
{
    const Ran ran = m_stage->hook(payload, of(session));
    QCOMPARE(ran.exitCode, 0);
    QCOMPARE(ran.out + ran.err, QString{});
}

void TestTextTrouble::aServerOutOfReach()
{
    const QString title = u"The server is not responding"_s;
    QVERIFY(begin());
    QVERIFY(m_stage->logIn(Phone));
    say(u"user-prompt-submit"_s, u"shop"_s);
    say(u"stop-failure"_s, u"shop"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 1, Patience);
    m_stage->stopServer();
    say(u"user-prompt-submit"_s, u"bank"_s);
    say(u"stop-failure"_s, u"bank"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->status()[u"server"_s][u"waiting"_s].toInt(), 1, Patience);
    QVERIFY(!hasTrouble(u"server_unreachable"_s));
    passTime(2 * 60);
    say(u"user-prompt-submit"_s, u"lab"_s); // a sign of life, as it were
    QTRY_COMPARE_WITH_TIMEOUT(count(m_toasts->shown(), title), 1, Patience);
    QVERIFY(hasTrouble(u"server_unreachable"_s));
    QVERIFY2(statusText().contains(u"(not responding)"_s), qPrintable(statusText()));
    passTime(2 * 60);
    say(u"stop-failure"_s, u"lab"_s);

    QVERIFY(m_stage->startServer());
    QTRY_COMPARE_WITH_TIMEOUT(count(m_toasts->shown(), title), 0, 2 * Patience);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), 3, Patience);
    QVERIFY(!hasTrouble(u"server_unreachable"_s));
    QVERIFY2(statusText().contains(u"(reachable)"_s), qPrintable(statusText()));
    QCOMPARE(count(m_toasts->calls(), title), 1);
}

void TestTextTrouble::anHourThatIsUsedUp()
{
    const QString title = u"No more texts this hour"_s;
    QVERIFY(begin());
    QVERIFY(m_stage->logIn(Phone));
    for (int i = 0; i < MostTexts; ++i) {
        say(u"user-prompt-submit"_s, u"s%1"_s.arg(i));
        say(u"stop-failure"_s, u"s%1"_s.arg(i));
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), MostTexts, Patience);
    passTime(31 * 60); // it is known what was texted in the half hour before
    for (const QString& session : {u"shop"_s, u"bank"_s}) {
        say(u"user-prompt-submit"_s, session);
        say(u"stop-failure"_s, session);
        QTRY_COMPARE_WITH_TIMEOUT(count(m_toasts->shown(), title), 1, Patience);
    }
    say(u"user-prompt-submit"_s, u"lab"_s);
    say(u"permission-request"_s, u"lab"_s); // has a share of its own
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->texts().size(), MostTexts + 1, Patience);
    QVERIFY(hasTrouble(u"hour_used_up"_s));
    QVERIFY2(statusText().contains(title), qPrintable(statusText()));
    QCOMPARE(count(m_toasts->calls(), title), 1);

    for (const QString& session : {u"shop"_s, u"bank"_s, u"lab"_s})
        say(u"user-prompt-submit"_s, session);
    passTime(60 * 60);
    say(u"user-prompt-submit"_s, u"lab"_s);
    QTRY_COMPARE_WITH_TIMEOUT(count(m_toasts->shown(), title), 0, Patience);
    QVERIFY(!hasTrouble(u"hour_used_up"_s));
    QVERIFY2(!statusText().contains(title), qPrintable(statusText()));
}

void TestTextTrouble::aTextThatWasNotDelivered()
{
    const QString title = u"A text was not delivered"_s;
    HttpScript twilio;
    const auto messages = [&twilio] {
        QList<QUrlQuery> forms;
        for (const HttpRequest& request : twilio.requests(u"/Messages.json"_s))
            forms << QUrlQuery{QString::fromLatin1(QByteArray{request.body}.replace('+', "%20"))};
        return forms;
    };
    const auto sid = [](qsizetype number) { return u"SM%1"_s.arg(number, 32, 10, QLatin1Char{'0'}); };
    twilio.answer = [&](const HttpRequest&) {
        return HttpAnswer::json({{u"sid"_s, sid(messages().size())}, {u"status"_s, u"queued"_s}}, 201);
    };
    const auto report = [&](qsizetype number, const QString& status) { // as Twilio does
        const QUrl callback{
            messages().at(number - 1).queryItemValue(u"StatusCallback"_s, QUrl::FullyDecoded)};
        const QString path = callback.path() + u'?' + callback.query();
        const QMap<QString, QString> fields{{u"MessageSid"_s, sid(number)}, {u"MessageStatus"_s, status}};
        QByteArray toSign = (PublicUrl + path).toUtf8();
        QUrlQuery form;
        for (auto field = fields.begin(); field != fields.end(); ++field) {
            toSign += (field.key() + *field).toUtf8();
            form.addQueryItem(field.key(), *field);
        }
        QNetworkRequest request{QUrl{u"http://127.0.0.1:%1"_s.arg(m_stage->serverPort()) + path}};
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
        request.setRawHeader(
            "X-Twilio-Signature",
            QMessageAuthenticationCode::hash(toSign, AuthToken, QCryptographicHash::Sha1).toBase64());
        QNetworkAccessManager network;
        QNetworkReply* reply = network.post(request, form.toString(QUrl::FullyEncoded).toLatin1());
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->error(), QNetworkReply::NoError);
    };
    m_stage->setEnvironment(u"TWILIO_ACCOUNT_SID"_s, u"AC"_s + u"0123456789abcdef"_s.repeated(2));
    m_stage->setEnvironment(u"TWILIO_AUTH_TOKEN"_s, QString::fromLatin1(AuthToken));
    m_stage->setEnvironment(u"TWILIO_PHONE_NUMBER"_s, u"+14155552671"_s);
    m_stage->setEnvironment(u"PUBLIC_URL"_s, PublicUrl);
    m_stage->setEnvironment(u"TWILIO_API_BASE_URL"_s, twilio.url().toString());
    m_stage->setEnvironment(u"no_proxy"_s, u"127.0.0.1,localhost"_s);
    QVERIFY(begin());
    QCOMPARE(m_stage->bridge({u"login"_s}, Phone.toUtf8() + '\n').exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(messages().size(), 1, Patience);
    const QString code =
        QRegularExpression{u"\\b\\d{6}\\b"_s}.match(messages().at(0).queryItemValue(u"Body"_s)).captured();
    QCOMPARE(m_stage->bridge({u"pair"_s}, code.toUtf8() + '\n').exitCode, 0);

    const auto textAbout = [&](const QString& session, qsizetype number, const QString& status) {
        say(u"user-prompt-submit"_s, session);
        say(u"stop-failure"_s, session);
        QTRY_COMPARE_WITH_TIMEOUT(messages().size(), number, Patience);
        report(number, status);
    };
    textAbout(u"shop"_s, 2, u"undelivered"_s);
    textAbout(u"bank"_s, 3, u"undelivered"_s);
    QTRY_COMPARE_WITH_TIMEOUT(count(m_toasts->shown(), title), 1, Patience);
    QVERIFY(hasTrouble(u"text_undelivered"_s));
    QVERIFY2(statusText().contains(title), qPrintable(statusText()));
    textAbout(u"lab"_s, 4, u"delivered"_s);
    QTRY_COMPARE_WITH_TIMEOUT(count(m_toasts->shown(), title), 0, 2 * Patience);
    QVERIFY(!hasTrouble(u"text_undelivered"_s));
    QVERIFY2(!statusText().contains(title), qPrintable(statusText()));
    QCOMPARE(count(m_toasts->calls(), title), 1);
}

void TestTextTrouble::aKeychainOutOfReach()
{
    const QString title = u"Could not read your login"_s;
    QVERIFY(begin());
    QVERIFY(m_stage->logIn(Phone));
    QTRY_VERIFY_WITH_TIMEOUT(!Keyring::found().isEmpty(), Patience);
    QCOMPARE(m_stage->stopApp(), 0);
    m_keyring->kill();
    QVERIFY(m_stage->startApp({u"--hidden"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(count(m_toasts->shown(), title), 1, Patience);
    const QString problem = m_toasts->shown().constFirst().body.section(u". "_s, 0, 0);
    QVERIFY2(statusText().contains(problem), qPrintable(statusText() + problem));

    QVERIFY(m_keyring->start());
    QTRY_COMPARE_WITH_TIMEOUT(count(m_toasts->shown(), title), 0, Patience);
    QCOMPARE(m_stage->status()[u"login"_s][u"phase"_s].toString(), u"logged_in"_s);
    QVERIFY2(!statusText().contains(problem), qPrintable(statusText()));
    QCOMPARE(count(m_toasts->calls(), title), 1);
}

QTEST_GUILESS_MAIN(TestTextTrouble)
#include "test_text_trouble.moc"
