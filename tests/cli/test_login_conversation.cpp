// SPDX-License-Identifier: MIT
#include "cli/cli.h"
#include "cli/login_conversation.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

QJsonObject failure(const QString& code, const QString& message)
{
    return {{u"ok"_s, false}, {u"error"_s, QJsonObject{{u"code"_s, code}, {u"message"_s, message}}}};
}
const QJsonObject CodeSent{{u"ok"_s, true}, {u"message"_s, u"A code is on its way."_s}};
const QJsonObject LoggedIn{{u"ok"_s, true}, {u"message"_s, u"You are logged in."_s}};
const QJsonObject Awaited{{u"ok"_s, true}, {u"awaited"_s, true}};
const QJsonObject WrongCode = failure(u"wrong_code"_s, u"Wrong code. 4 tries left."_s);

} // namespace

/// `tocsin login` from the number to the end and `tocsin pair` from the code on, with what a person types and
/// what the app answers.
class TestLoginConversation final : public QObject
{
    Q_OBJECT

    QStringList m_typed; ///< line by line; then the end of the input
    QList<QJsonObject> m_answers;
    QList<QJsonObject> m_asked;
    int m_looks{0};  ///< for how long the person does not enter a code
    QString m_shown; ///< questions and both streams, as on a terminal

    int run(const QStringList& arguments, bool interactive = true)
    {
        return runCommand(QStringList{u"login"_s} + arguments, interactive);
    }
    int runCommand(const QStringList& words, bool interactive = true)
    {
        m_asked.clear();
        m_shown.clear();
        QTextStream screen{&m_shown};
        const CliEnvironment environment{
            .program = Program::Tocsin,
            .out = screen,
            .err = screen,
            .ask = [this](const QJsonObject& request) -> Expected<QJsonObject, ClientError> {
                m_asked << request;
                if (m_answers.isEmpty())
                    return Unexpected{ClientError::NotRunning};
                return m_answers.takeFirst();
            },
            .interactive = interactive,
            .prompt =
                [&](const QString& question, Echo echo, const std::function<bool()>& isOver) {
                    screen << question << (echo == Echo::Off ? "(silent)\n" : "\n");
                    for (int looks = isOver ? m_looks : 0; looks > 0; --looks) {
                        if (isOver())
                            return std::optional<QString>{};
                    }
                    return next();
                },
            .readLine = [this] { return next().value_or(QString{}); },
            .readAll = [this] { return m_typed.join(u'\n'); },
            .sessionId = {},
            .folder = {}};
        return static_cast<int>(runCli(QStringList{u"tocsin"_s} + words, environment));
    }
    std::optional<QString> next()
    {
        return m_typed.isEmpty() ? std::nullopt : std::optional{m_typed.takeFirst()};
    }
    QStringList codes() const
    {
        QStringList codes;
        for (const QJsonObject& request : m_asked) {
            if (request.value("type"_L1) == "pair"_L1)
                codes << request.value("code"_L1).toString();
        }
        return codes;
    }

    QStringList kindsAsked() const
    {
        QStringList kinds;
        for (const QJsonObject& request : m_asked)
            kinds << request.value("type"_L1).toString();
        return kinds;
    }

private Q_SLOTS:
    void init() { m_looks = 0; }

    void aCodeThatWasNotDeliveredEndsTheWait()
    {
        m_typed = QStringList{u"+14155550123"_s, u"123456"_s};
        m_looks = 3;
        m_answers = {CodeSent, Awaited, failure(u"code_undelivered"_s, u"It could not be delivered."_s)};
        QCOMPARE(run({}), 77);
        QCOMPARE(kindsAsked(), (QStringList{u"login"_s, u"code_status"_s, u"code_status"_s}));
        QVERIFY2(m_shown.endsWith(u"Six-digit code: (silent)\nIt could not be delivered.\n"
                                  "To get a new code: tocsin login\n"_s),
                 qPrintable(m_shown));
    }

    void whoEntersTheCodeLaterIsToldToo()
    {
        m_typed = QStringList{u"123456"_s};
        m_looks = 3;
        m_answers = {Awaited, failure(u"code_undelivered"_s, u"It could not be delivered."_s)};
        QCOMPARE(runCommand({u"pair"_s}), 77);
        QCOMPARE(kindsAsked(), (QStringList{u"code_status"_s, u"code_status"_s}));
        QVERIFY2(m_shown.contains(u"It could not be delivered."_s), qPrintable(m_shown));
        m_looks = 0;
        m_typed = QStringList{u"111111"_s, u"123456"_s};
        m_answers = {WrongCode, LoggedIn};
        QCOMPARE(runCommand({u"pair"_s}), 0);
        QCOMPARE(codes(), (QStringList{u"111111"_s, u"123456"_s}));
    }

    void anAppThatKnowsNothingMoreOfTheCodeIsNotAskedAgain_data()
    {
        QTest::addColumn<QJsonObject>("answer");
        QTest::newRow("no code is awaited") << QJsonObject{{u"ok"_s, true}, {u"awaited"_s, false}};
        QTest::newRow("an older app") << failure(u"bad_request"_s, u"Unknown request."_s);
    }
    void anAppThatKnowsNothingMoreOfTheCodeIsNotAskedAgain()
    {
        QFETCH(QJsonObject, answer);
        m_typed = QStringList{u"+14155550123"_s, u"123456"_s};
        m_looks = 3;
        m_answers = {CodeSent, answer, LoggedIn};
        QCOMPARE(run({}), 0);
        QCOMPARE(kindsAsked(), (QStringList{u"login"_s, u"code_status"_s, u"pair"_s}));
    }

    void numberAndCodeAreAskedForInOneRun()
    {
        m_typed = QStringList{u"0044 (0)7911 123456"_s, u"123 456"_s};
        m_answers = {CodeSent, LoggedIn};
        QCOMPARE(run({}), 0);
        QCOMPARE(m_asked, (QList<QJsonObject>{{{u"type"_s, u"login"_s}, {u"phone"_s, u"+447911123456"_s}},
                                              {{u"type"_s, u"pair"_s}, {u"code"_s, u"123456"_s}}}));
        QCOMPARE(m_shown, u"Phone number with country code (+14155550123): \nA code is on its way.\n"
                          "Six-digit code: (silent)\nYou are logged in.\n"_s);
    }

    void aWrongCodeIsAskedForAgain()
    {
        m_typed = QStringList{u"+14155550123"_s, u"111111"_s, u"12345"_s, u"123456"_s};
        m_answers = {CodeSent, WrongCode, LoggedIn};
        QCOMPARE(run({}), 0);
        QCOMPARE(codes(), (QStringList{u"111111"_s, u"123456"_s}));
        QVERIFY(m_shown.contains(u"4 tries left"_s));
        QVERIFY(m_shown.contains(u"A code has six digits."_s)); // and is not sent
    }

    void aCodeThatIsOverEndsIt()
    {
        m_typed = QStringList{u"+14155550123"_s, u"111111"_s, u"222222"_s};
        m_answers = {CodeSent, failure(u"code_expired"_s, u"Too many wrong tries."_s)};
        QCOMPARE(run({}), 77);
        QCOMPARE(codes().size(), 1);
        QVERIFY(m_shown.contains(u"To get a new code: tocsin login"_s));
    }

    void anAppThatRefusesForeverIsNotAskedForever()
    {
        m_typed = QStringList{u"+14155550123"_s} + QStringList{50, u"111111"_s};
        m_answers = QList<QJsonObject>{CodeSent} + QList<QJsonObject>{50, WrongCode};
        QCOMPARE(run({}), 77);
        QVERIFY(codes().size() < 20);
    }

    void whoHasNoCodeYetCanEnterItLater()
    {
        for (const QStringList& typed :
             {QStringList{u"+14155550123"_s}, QStringList{u"+14155550123"_s, u" "_s}}) {
            for (const bool interactive : {true, false}) {
                m_typed = typed;
                m_answers = {CodeSent};
                QCOMPARE(run({}, interactive), 0);
                QVERIFY2(m_shown.endsWith(u"To enter the code: tocsin pair\n"_s), qPrintable(m_shown));
            }
        }
    }

    void aPipeMayBringBoth()
    {
        m_typed = QStringList{u"+14155550123"_s, u"123456"_s};
        m_answers = {CodeSent, LoggedIn};
        QCOMPARE(run({}, false), 0);
        QCOMPARE(codes(), QStringList{u"123456"_s});
        m_typed = QStringList{u"+14155550123"_s, u"654321"_s, u"123456"_s};
        m_answers = {CodeSent, WrongCode, LoggedIn};
        QCOMPARE(run({}, false), 77); // a script decides itself whether to try again
        m_typed = QStringList{u"+14155550123"_s, u"six"_s};
        m_answers = {CodeSent};
        QCOMPARE(run({}, false), 64);
    }

    void theNumberMayBeEnteredInTheBrowser()
    {
        m_typed = QStringList{u"123456"_s, u"123456"_s};
        m_answers = {CodeSent, failure(u"not_logged_in"_s, u"Enter your number in the browser first."_s),
                     LoggedIn};
        QCOMPARE(run({u"--browser"_s}), 0);
        QCOMPARE(codes().size(), 2);
        QVERIFY(m_shown.contains(u"in the browser first"_s));
    }

    void whoIsLoggedInIsAskedForNoCode()
    {
        m_typed = QStringList{u"+14155550123"_s, u"123456"_s};
        m_answers = {QJsonObject{{u"ok"_s, true}, {u"already"_s, true}, {u"message"_s, u"You are."_s}}};
        QCOMPARE(run({}), 0);
        QCOMPARE(codes(), QStringList{});
    }

    void withoutTheAppNoCodeIsAskedFor()
    {
        m_typed = QStringList{u"+14155550123"_s, u"123456"_s};
        m_answers.clear();
        QCOMPARE(run({}), 69);
        QVERIFY(m_shown.contains(u"not running"_s));
        QCOMPARE(m_typed.size(), 1);
    }

    void codesAreReadAsTheyAreTyped()
    {
        QCOMPARE(pairingCode(u"123456"_s), std::optional{u"123456"_s});
        QCOMPARE(pairingCode(u" 123-456\n"_s), std::optional{u"123456"_s});
        QCOMPARE(pairingCode(u"\uff11\uff123 45\u20116"_s), std::optional{u"123456"_s});
        for (const QString& other : {u""_s, u"12345"_s, u"1234567"_s, u"12345a"_s, u"+123456"_s})
            QVERIFY2(!pairingCode(other), qPrintable(other));
    }
};

QTEST_GUILESS_MAIN(TestLoginConversation)
#include "test_login_conversation.moc"
