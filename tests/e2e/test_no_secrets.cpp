// SPDX-License-Identifier: MIT
// After a day with everything in it, no secret is anywhere but where it belongs: not in a file, a log, a
// message on the session bus or a program's arguments, however talkative the log.
#include "tests/e2e/stage.h"
#include "tests/e2e/tap.h"
#include "tests/support/fake_notifications.h"
#include "tests/support/page_visitor.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>
#include <QUrlQuery>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {
const QString Phone = u"+14155550123"_s;
const QByteArray PhoneDigits{"4155550123"};
const QStringList Talkative{u"--hidden"_s, u"--log-level=debug"_s};
constexpr int Patience = 20'000;

QJsonObject of(const QString& session, const QJsonObject& more = {})
{
    QJsonObject changes{
        {u"session_id"_s, session}, {u"session_title"_s, session}, {u"cwd"_s, u"/srv/"_s + session}};
    for (auto field = more.begin(); field != more.end(); ++field)
        changes.insert(field.key(), field.value());
    return changes;
}

QByteArray contentsOf(const QString& path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}
} // namespace

class TestNoSecrets final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_toasts.start());
        m_monitor.setStandardOutputFile(m_busLog);
        m_monitor.start(u"dbus-monitor"_s, {u"--session"_s});
        QVERIFY(m_monitor.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(QFile{m_busLog}.size() > 0, Patience);
        connect(&m_sampler, &QTimer::timeout, this, &TestNoSecrets::sampleArguments);
        m_sampler.start(1);
        m_stage.textAtOnce();
        QVERIFY(m_stage.startServer());
        m_tap = std::make_unique<Tap>(m_stage.serverPort());
        QVERIFY(m_tap->listen());
        m_stage.setEnvironment(u"CLAUDE_SMS_SERVER_URL"_s, u"http://127.0.0.1:%1"_s.arg(m_tap->port()));
        m_stage.setEnvironment(u"CLAUDE_SMS_HEARTBEAT_INTERVAL"_s, u"5"_s);
        catchBrowser();
    }
    void cleanupTestCase()
    {
        m_monitor.kill();
        m_monitor.waitForFinished();
    }

    void aLoginInTheBrowserLeavesNoSecretBehind()
    {
        QVERIFY(m_stage.startApp(Talkative));
        const Ran begun = m_stage.bridge({u"login"_s, u"--browser"_s});
        QVERIFY2(begun.exitCode == 0, qPrintable(begun.err));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(opened()), Patience);
        PageVisitor browser;
        const Page form = browser.get(QUrl::fromEncoded(contentsOf(opened())));
        QCOMPARE(form.status, 200); // and the browser's argument is a file that is looked at
        const Page sent = browser.submit(form, Phone);
        QCOMPARE(sent.status, 302);
        const QByteArray token = QUrlQuery{sent.location}.queryItemValue(u"temp_token"_s).toLatin1();
        QVERIFY(token.size() > 32);
        const Page taken = browser.get(sent.location);
        QCOMPARE(taken.status, 303);
        QCOMPARE(browser.get(taken.location).status, 200);
        QCOMPARE(m_stage.bridge({u"pair"_s}, codeOf() + '\n').exitCode, 0);
        QVERIFY2(secrets().contains(token), "the token of the browser is among those that are looked for");
        lookEverywhere("after a login in the browser");
        QCOMPARE(m_stage.bridge({u"logout"_s}).exitCode, 0);
        QCOMPARE(m_stage.stopApp(), 0);
        lookEverywhere("after the logout");
    }

    void aDayLeavesNoSecretBehind()
    {
        QVERIFY(m_stage.startApp(Talkative));
        QVERIFY(m_stage.logIn(Phone));
        const QByteArray code = codeOf();
        // What somebody types in Claude Code passes by as a prompt, too.
        say(u"user-prompt-submit"_s, of(u"shop"_s, {{u"prompt"_s, u"/tocsin:sms-login "_s + Phone}}));
        say(u"user-prompt-submit"_s,
            of(u"shop"_s, {{u"prompt"_s, u"/tocsin:sms-pair "_s + QString::fromLatin1(code)}}));
        say(u"user-prompt-submit"_s, of(u"shop"_s));
        say(u"permission-request"_s, of(u"shop"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_stage.texts().size(), 1, Patience);
        say(u"stop-failure"_s, of(u"shop"_s));
        QTRY_COMPARE_WITH_TIMEOUT(m_stage.texts().size(), 2, Patience);
        // The server goes and comes back; the app is killed meanwhile, and events go to the spool.
        m_stage.stopServer();
        say(u"user-prompt-submit"_s, of(u"bank"_s));
        say(u"stop-failure"_s, of(u"bank"_s));
        m_stage.killApp();
        say(u"user-prompt-submit"_s, of(u"mill"_s, {{u"prompt"_s, u"/tocsin:sms-login "_s + Phone}}));
        say(u"stop-failure"_s, of(u"mill"_s));
        lookEverywhere("while nobody runs");
        QVERIFY(m_stage.startApp(Talkative));
        QTRY_COMPARE_WITH_TIMEOUT(m_stage.status().value(u"login"_s)[u"phase"_s].toString(), u"logged_in"_s,
                                  Patience);
        QVERIFY(m_stage.startServer());
        m_stage.setEnvironment(u"CLAUDE_SMS_SERVER_URL"_s, u"http://127.0.0.1:%1"_s.arg(m_tap->port()));
        QTRY_VERIFY_WITH_TIMEOUT(m_stage.texts().size() >= 3, 60'000);
        lookEverywhere("while all runs");
        QCOMPARE(m_stage.bridge({u"logout"_s}).exitCode, 0);
        QCOMPARE(m_stage.stopApp(), 0);
        lookEverywhere("after the logout");
        // The checks above looked at something.
        QVERIFY(secrets().size() >= 5);
        QVERIFY(m_argumentsSeen.contains("tocsin-hookbridge pair"));
        QVERIFY(contentsOf(m_busLog).contains("needs permission"));
        qInfo() << "looked for" << secrets().size() << "tokens and codes, and the number";
    }

private:
    void say(const QString& payload, const QJsonObject& changes)
    {
        const Ran ran = m_stage.hook(payload, changes);
        QCOMPARE(ran.exitCode, 0);
        QCOMPARE(ran.out + ran.err, QString{});
    }

    [[nodiscard]] static QString opened() { return qEnvironmentVariable("HOME") + u"/opened"_s; }
    /// Instead of a browser: leaves the address in a file.
    void catchBrowser()
    {
        const QString folder = qEnvironmentVariable("HOME") + u"/bin"_s;
        QVERIFY(QDir{}.mkpath(folder));
        QFile script{folder + u"/xdg-open"_s};
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\nprintf %s \"$1\" >\"$HOME/opened.new\"\n"
                     "exec mv \"$HOME/opened.new\" \"$HOME/opened\"\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        m_stage.setEnvironment(u"PATH"_s, folder + u':' + qEnvironmentVariable("PATH"));
    }

    [[nodiscard]] QList<QByteArray> codes() const
    {
        static const QRegularExpression digits{u"\\b\\d{6}\\b"_s};
        QList<QByteArray> all;
        const QList<QByteArray> texts = contentsOf(m_stage.folder() + u"/sms.jsonl"_s).split('\n');
        for (const QByteArray& text : texts) {
            if (const auto match = digits.match(QString::fromUtf8(text)); match.hasMatch())
                all += match.captured().toLatin1();
        }
        return all;
    }
    [[nodiscard]] QByteArray codeOf() const { return codes().value(codes().size() - 1); }

    /// Every token that went between app and server, and the codes.
    [[nodiscard]] QHash<QByteArray, QString> secrets() const
    {
        QHash<QByteArray, QString> found;
        for (const QByteArray& code : codes())
            found.insert(code, u"pairing code"_s);
        static const QRegularExpression token{
            u"\"(access_token|session_token|temp_token)\":\\s*\"([^\"]+)\""_s};
        for (auto all = token.globalMatch(QString::fromUtf8(m_tap->traffic())); all.hasNext();) {
            const QRegularExpressionMatch one = all.next();
            found.insert(one.captured(2).toLatin1(), one.captured(1));
        }
        return found;
    }

    void lookEverywhere(const char* when)
    {
        const QHash<QByteArray, QString> known = secrets();
        QStringList found;
        const auto look = [&](const QByteArray& bytes, const QString& where, bool mayHaveNumber = false) {
            for (auto secret = known.begin(); secret != known.end(); ++secret) {
                if (bytes.contains(secret.key()))
                    found << u"%1 in %2"_s.arg(secret.value(), where);
            }
            if (!mayHaveNumber && bytes.contains(PhoneDigits))
                found << u"phone number in "_s + where;
        };
        int files = 0;
        QDirIterator all{qEnvironmentVariable("HOME"), QDir::Files | QDir::Hidden,
                         QDirIterator::Subdirectories};
        while (all.hasNext()) {
            const QString path = all.next();
            // The console transport prints each text, a code's too: that is what it is for. The number is
            // where texts come from: in the server's database.
            if (path.endsWith("/sms.jsonl"_L1))
                continue;
            ++files;
            look(contentsOf(path), path, path.startsWith(m_stage.folder() + u"/server/"_s));
        }
        m_appSaid += m_stage.appOutput();
        look(m_appSaid, u"the app's output"_s);
        look(m_argumentsSeen, u"a program's arguments"_s);
        QVERIFY2(files > 3, "no files to look at");
        QVERIFY2(found.isEmpty(), qPrintable(QLatin1StringView{when} + u": "_s + found.join(u"; "_s)));
    }

    void sampleArguments()
    {
        for (const QString& pid : QDir{u"/proc"_s}.entryList({u"[1-9]*"_s}, QDir::Dirs)) {
            const QByteArray line = contentsOf(u"/proc/%1/cmdline"_s.arg(pid)).replace('\0', ' ').trimmed();
            if (line.contains("tocsin") && !m_argumentsSeen.contains(line))
                m_argumentsSeen += line + '\n';
        }
    }

    FakeNotifications m_toasts;
    Stage m_stage;
    std::unique_ptr<Tap> m_tap;
    QString m_busLog{qEnvironmentVariable("HOME") + u"/bus.log"_s};
    QProcess m_monitor;
    QTimer m_sampler;
    QByteArray m_argumentsSeen;
    QByteArray m_appSaid;
};

QTEST_GUILESS_MAIN(TestNoSecrets)
#include "test_no_secrets.moc"
