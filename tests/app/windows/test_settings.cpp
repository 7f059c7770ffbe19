// SPDX-License-Identifier: MIT
#include "core/settings/settings.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestSettings final : public QObject
{
    Q_OBJECT
private:
    [[nodiscard]] QString file() const { return m_dir->filePath(u"tocsin.conf"_s); }
    [[nodiscard]] static QProcessEnvironment environment(const QString& name, const QString& value)
    {
        QProcessEnvironment result;
        result.insert(name, value);
        return result;
    }
    void write(const QByteArray& content) const
    {
        QFile out{file()};
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(content);
    }
    std::unique_ptr<QTemporaryDir> m_dir;

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void hasDefaultsAndWritesNothingUnasked()
    {
        const Settings settings{file(), {}};
        QCOMPARE(settings.serverUrl(), QUrl{u"http://localhost:3000"_s});
        QVERIFY(!settings.serverUrlFromEnvironment());
        QVERIFY(settings.heartbeatInterval() == 30s);
        QCOMPARE(settings.language(), QString{});
        QVERIFY(settings.textsForNewSessions());
        QVERIFY(settings.minimumTurn() == 0s);
        QVERIFY(settings.throttleIntervals() == ThrottleIntervals{});
        QCOMPARE(settings.blockingPatterns(), QStringList{});
        QVERIFY(!settings.describeByPrompt());
        QVERIFY(!QFile::exists(file()));
    }
    void theAuthoritysFileComesFromTheEnvironmentFirst()
    {
        Settings settings{file(), {}};
        QSignalSpy changed{&settings, &Settings::caFileChanged};
        QVERIFY(settings.caFile().isEmpty());
        settings.setCaFile(u" /etc/own.pem "_s);
        settings.setCaFile(u"/etc/own.pem"_s);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(settings.caFile(), u"/etc/own.pem"_s);
        const Settings other{file(), environment(u"CLAUDE_SMS_CA_FILE"_s, u"/etc/env.pem"_s)};
        QVERIFY(other.caFileFromEnvironment());
        QCOMPARE(other.caFile(), u"/etc/env.pem"_s);
    }
    void remembersWhatWasChosen()
    {
        {
            Settings settings{file(), {}};
            QSignalSpy url{&settings, &Settings::serverUrlChanged};
            QSignalSpy language{&settings, &Settings::languageChanged};
            QSignalSpy texts{&settings, &Settings::textsForNewSessionsChanged};
            QSignalSpy pauses{&settings, &Settings::throttleIntervalsChanged};
            settings.setServerUrl(QUrl{u"https://sms.example.org/tocsin/"_s});
            settings.setLanguage(u"de"_s);
            settings.setTextsForNewSessions(false);
            settings.setThrottleIntervals({.error = 60s, .done = 0s, .waiting = 5s});
            QCOMPARE(url.count(), 1);
            QCOMPARE(language.count(), 1);
            QCOMPARE(texts.count(), 1);
            QCOMPARE(pauses.count(), 1);
            settings.setServerUrl(QUrl{u"https://SMS.example.org:443/tocsin"_s});
            settings.setLanguage(u"de"_s);
            settings.setTextsForNewSessions(false);
            settings.setThrottleIntervals({.error = 60s, .done = 0s, .waiting = 5s});
            QCOMPARE(url.count() + language.count() + texts.count() + pauses.count(), 4);
        }
        const Settings again{file(), {}};
        QCOMPARE(again.serverUrl(), QUrl{u"https://sms.example.org/tocsin"_s});
        QCOMPARE(again.language(), u"de"_s);
        QVERIFY(!again.textsForNewSessions());
        QVERIFY((again.throttleIntervals() == ThrottleIntervals{.error = 60s, .done = 0s, .waiting = 5s}));
    }
    void environmentGoesBeforeTheFile()
    {
        Settings settings{file(), environment(u"CLAUDE_SMS_SERVER_URL"_s, u"https://env.example.org/"_s)};
        QSignalSpy changed{&settings, &Settings::serverUrlChanged};
        settings.setServerUrl(QUrl{u"https://file.example.org"_s});
        QCOMPARE(settings.serverUrl(), QUrl{u"https://env.example.org"_s});
        QVERIFY(settings.serverUrlFromEnvironment());
        QCOMPARE(changed.count(), 0);
        const Settings beat{file(), environment(u"CLAUDE_SMS_HEARTBEAT_INTERVAL"_s, u"45"_s)};
        QVERIFY(beat.heartbeatInterval() == 45s);
        QCOMPARE(beat.serverUrl(), QUrl{u"https://file.example.org"_s});
    }
    void unusableEnvironmentFallsBackAndIsLoggedWithoutItsValue()
    {
        write("[server]\nurl=https://file.example.org\nheartbeat_interval=20\n");
        QTest::failOnWarning(QRegularExpression{u"secret"_s});
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"^\"?CLAUDE_SMS_SERVER_URL.*ignored"_s});
        const Settings url{file(),
                           environment(u"CLAUDE_SMS_SERVER_URL"_s, u"https://me:secret@sms.example.org"_s)};
        QCOMPARE(url.serverUrl(), QUrl{u"https://file.example.org"_s});
        QVERIFY(!url.serverUrlFromEnvironment());
        for (const QString& value : {u"0"_s, u"4"_s, u"241"_s, u"-30"_s, u"half"_s, u"30s"_s}) {
            QTest::ignoreMessage(QtWarningMsg,
                                 QRegularExpression{u"CLAUDE_SMS_HEARTBEAT_INTERVAL.* from 5 to 240"_s});
            const Settings beat{file(), environment(u"CLAUDE_SMS_HEARTBEAT_INTERVAL"_s, value)};
            QVERIFY(beat.heartbeatInterval() == 20s);
        }
    }
    void unusableValuesInTheFileFallBackToo()
    {
        write("language=fr\n[server]\nurl=http://sms.example.org\nheartbeat_interval=1\n"
              "[sessions]\nminimum_turn=-5\n[done]\npause=-1\n[waiting]\npause=9999\n[errors]\npause="
              "soon\nblocking_patterns=disk (full, no space left, \"a\\\\d, "
              "b\"\n");
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"server address in .* ignored"_s});
        const Settings settings{file(), {}};
        QCOMPARE(settings.serverUrl(), QUrl{u"http://localhost:3000"_s});
        QVERIFY(settings.heartbeatInterval() == 30s);
        QVERIFY(settings.minimumTurn() == 0s);
        QVERIFY(
            (settings.throttleIntervals() == ThrottleIntervals{.error = 10s, .done = 10s, .waiting = 3600s}));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"not a regular expression"_s});
        QCOMPARE(settings.blockingPatterns(), (QStringList{u"no space left"_s, u"a\\d, b"_s}));
    }
    void tellsWhenAChoiceCannotBeWritten()
    {
        const QString folderInTheWay = m_dir->filePath(u"taken.conf"_s);
        QVERIFY(QDir{}.mkpath(folderInTheWay));
        Settings settings{folderInTheWay, {}};
        QSignalSpy failed{&settings, &Settings::saveFailed};
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"cannot write"_s});
        settings.setLanguage(u"de"_s);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(settings.language(), u"de"_s);
    }
    void judgesAServerAddress_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        QTest::newRow("https") << u"https://sms.example.org"_s << true;
        QTest::newRow("port and path") << u" https://sms.example.org:8443/tocsin/ "_s << true;
        QTest::newRow("loopback name") << u"http://localhost:3000"_s << true;
        QTest::newRow("loopback v4") << u"http://127.8.0.1:3000"_s << true;
        QTest::newRow("loopback v6") << u"http://[::1]:3000"_s << true;
        QTest::newRow("plain http") << u"http://sms.example.org"_s << false;
        QTest::newRow("looks like loopback") << u"http://127.0.0.1.example.org"_s << false;
        QTest::newRow("loopback as user") << u"http://127.0.0.1@example.org"_s << false;
        QTest::newRow("user") << u"https://me@sms.example.org"_s << false;
        QTest::newRow("query") << u"https://sms.example.org/?a=b"_s << false;
        QTest::newRow("fragment") << u"https://sms.example.org/#a"_s << false;
        QTest::newRow("no scheme") << u"sms.example.org"_s << false;
        QTest::newRow("other scheme") << u"ftp://sms.example.org"_s << false;
        QTest::newRow("no host") << u"https://"_s << false;
        QTest::newRow("bad port") << u"https://sms.example.org:99999"_s << false;
        QTest::newRow("space inside") << u"https://sms example.org"_s << false;
        QTest::newRow("empty") << QString{} << false;
    }
    void judgesAServerAddress()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        QCOMPARE(Settings::serverUrlProblem(text).isEmpty(), good);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "test_settings.moc"
