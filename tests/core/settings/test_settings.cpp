// SPDX-License-Identifier: MIT
#include "core/settings/server_address.h"
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

    void readingWritesNothing()
    {
        const Settings settings{file(), {}};
        QCOMPARE(settings.serverUrl(), QUrl{u"http://localhost:3000"_s});
        QVERIFY(settings.get<Setting::HeartbeatInterval>() == 30s);
        QVERIFY(settings.get<Setting::InactivityMinutes>() == 10min);
        QVERIFY(settings.get<Setting::TextsForNewSessions>());
        QVERIFY(!QFile::exists(file()));
    }
    void anotherSpellingOfTheSameServerIsNoChange()
    {
        Settings settings{file(), {}};
        QSignalSpy changed{&settings, &Settings::changed};
        settings.setServerUrl(QUrl{u"https://sms.example.org/tocsin/"_s});
        QCOMPARE(settings.serverUrl(), QUrl{u"https://sms.example.org/tocsin"_s});
        settings.setServerUrl(QUrl{u"https://SMS.example.org:443/tocsin"_s});
        settings.setValue(Setting::CaFile, u" /etc/own.pem "_s);
        settings.setValue(Setting::CaFile, u"/etc/own.pem"_s);
        QCOMPARE(settings.get<Setting::CaFile>(), u"/etc/own.pem"_s);
        QCOMPARE(changed.count(), 2);
    }
    void whatIsSetBelowTheEnvironmentIsKeptForLater()
    {
        Settings settings{file(), environment(u"CLAUDE_SMS_SERVER_URL"_s, u"https://env.example.org/"_s)};
        settings.setServerUrl(QUrl{u"https://file.example.org"_s});
        QCOMPARE(settings.serverUrl(), QUrl{u"https://env.example.org"_s});
        QCOMPARE(Settings(file(), {}).serverUrl(), QUrl{u"https://file.example.org"_s});
    }
    void theFileMakesAnswersNoLessSafe()
    {
        write("[answers]\nheadless=true\nharmless=rm\ndangerous=terraform apply, helm\n");
        for (const QString& key : {u"answers/harmless"_s, u"answers/headless"_s})
            QTest::ignoreMessage(QtWarningMsg,
                                 QRegularExpression{u'^' + key + u" in .* is not read from the file"_s});
        const Settings settings{file(), {}};
        settings.reportRefused();
        QCOMPARE(settings.get<Setting::DangerousCalls>(), (QStringList{u"terraform apply"_s, u"helm"_s}));
        for (const SettingRow& row : SettingRows)
            QVERIFY(row.key != "answers/headless"_L1 && row.key != "answers/harmless"_L1);
    }
    void unusableEnvironmentFallsBackAndIsLoggedWithoutItsValue()
    {
        write("[server]\nurl=https://file.example.org\nheartbeat_interval=20\n");
        QTest::failOnWarning(QRegularExpression{u"secret"_s});
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"^CLAUDE_SMS_SERVER_URL.*ignored"_s});
        const Settings url{file(),
                           environment(u"CLAUDE_SMS_SERVER_URL"_s, u"https://me:secret@sms.example.org"_s)};
        QCOMPARE(url.serverUrl(), QUrl{u"https://file.example.org"_s});
        QVERIFY(!url.isFromEnvironment(Setting::ServerUrl));
        QVERIFY(url.isVariableIgnored(Setting::ServerUrl));
        QVERIFY(!url.isVariableIgnored(Setting::HeartbeatInterval));
        for (const QString& value : {u"0"_s, u"4"_s, u"241"_s, u"-30"_s, u"half"_s, u"30s"_s}) {
            QTest::ignoreMessage(QtWarningMsg,
                                 QRegularExpression{u"CLAUDE_SMS_HEARTBEAT_INTERVAL.* from 5 to 240"_s});
            const Settings beat{file(), environment(u"CLAUDE_SMS_HEARTBEAT_INTERVAL"_s, value)};
            QVERIFY(beat.get<Setting::HeartbeatInterval>() == 20s);
        }
    }
    void unusableValuesInTheFileFallBackToo()
    {
        write("language=fr\n[server]\nurl=http://me:secret@sms.example.org\n"
              "[sessions]\ntexts_for_new=perhaps\n"
              "[errors]\nblocking_patterns=disk (full, no space left, \"a\\\\d, b\"\n");
        QTest::failOnWarning(QRegularExpression{u"secret"_s});
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"server/url in .* ignored"_s});
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"texts_for_new in .* not true or false"_s});
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"not regular expressions"_s});
        const Settings settings{file(), {}};
        QCOMPARE(settings.serverUrl(), QUrl{u"http://localhost:3000"_s});
        QVERIFY(settings.get<Setting::TextsForNewSessions>());
        QCOMPARE(settings.get<Setting::BlockingPatterns>(), (QStringList{u"no space left"_s, u"a\\d, b"_s}));
    }
    void theThreeOldIntervalsBecomeOne_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("seconds");
        QTest::newRow("none of them") << QByteArray{"language=fr\n"} << 10;
        QTest::newRow("all the same")
            << QByteArray{"[errors]\npause=5\n[done]\npause=5\n[waiting]\npause=5\n"} << 5;
        QTest::newRow("all off") << QByteArray{"[errors]\npause=0\n[done]\npause=0\n[waiting]\npause=0\n"}
                                 << 0;
        QTest::newRow("the longest")
            << QByteArray{"[errors]\npause=5\n[done]\npause=90\n[waiting]\npause=0\n"} << 90;
        QTest::newRow("one alone") << QByteArray{"[errors]\npause=60\n"} << 60;
        QTest::newRow("shorter than the others' default") << QByteArray{"[errors]\npause=5\n"} << 10;
        QTest::newRow("too long") << QByteArray{"[waiting]\npause=9999\n"} << 3600;
        QTest::newRow("no numbers") << QByteArray{"[errors]\npause=soon\n[done]\npause=-1\n"} << 10;
        QTest::newRow("the new one first")
            << QByteArray{"[done]\npause=90\n[notifications]\ncombine_within=7\n"} << 7;
    }
    void theThreeOldIntervalsBecomeOne()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, seconds);
        write(content);
        Settings settings{file(), {}};
        QCOMPARE(settings.value(Setting::CombineWithin).toInt(), seconds);
        settings.setValue(Setting::CombineWithin, 33);
        QCOMPARE(Settings(file(), {}).value(Setting::CombineWithin).toInt(), 33);
        for (const char* old : {"errors/pause", "done/pause", "waiting/pause"})
            QVERIFY(!QSettings(file(), QSettings::IniFormat).contains(QString::fromLatin1(old)));
    }
    void tellsWhenAChoiceCannotBeWritten()
    {
        const QString folderInTheWay = m_dir->filePath(u"taken.conf"_s);
        QVERIFY(QDir{}.mkpath(folderInTheWay));
        Settings settings{folderInTheWay, {}};
        QSignalSpy failed{&settings, &Settings::saveFailed};
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression{u"cannot write"_s});
        settings.setValue(Setting::Language, u"de"_s);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(settings.get<Setting::Language>(), u"de"_s);
    }
    void judgesAServerAddress_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("says"); // nothing: it is a good one
        const auto good = [](const char* name, const QString& text) {
            QTest::newRow(name) << text << QString{};
        };
        const auto bad = [](const char* name, const QString& text, const QString& says) {
            QTest::newRow(name) << text << says;
        };
        good("https", u"https://sms.example.org"_s);
        good("port and path", u" https://sms.example.org:8443/tocsin/ "_s);
        good("the last port", u"https://sms.example.org:65535"_s);
        good("loopback name", u"http://localhost:3000"_s);
        good("loopback v4", u"http://127.8.0.1:3000"_s);
        good("loopback v6", u"http://[::1]:3000"_s);
        bad("plain http", u"http://sms.example.org"_s, u"Use https:// here"_s);
        bad("looks like loopback", u"http://127.0.0.1.example.org"_s, u"Use https:// here"_s);
        bad("loopback as user", u"http://127.0.0.1@example.org"_s, u"Remove the user name"_s);
        bad("user", u"https://me@sms.example.org"_s, u"Remove the user name"_s);
        bad("query", u"https://sms.example.org/?a=b"_s, u"from the ? or #"_s);
        bad("fragment", u"https://sms.example.org/#a"_s, u"from the ? or #"_s);
        bad("no scheme", u"sms.example.org"_s, u"address: https://sms.example.org"_s);
        bad("no scheme, but a port", u"sms.example.org:8443/a"_s,
            u"address: https://sms.example.org:8443/a"_s);
        bad("this computer without a scheme", u"localhost:4201"_s, u"address: http://localhost:4201"_s);
        bad("its number without a scheme", u"127.0.0.1:3000"_s, u"address: http://127.0.0.1:3000"_s);
        bad("its IPv6 number without a scheme", u"[::1]:3000"_s, u"address: http://[::1]:3000"_s);
        bad("other scheme", u"ftp://sms.example.org"_s, u"must start with https://"_s);
        bad("no host", u"https://"_s, u"Enter a host name"_s);
        bad("a port that is too high", u"https://sms.example.org:99999"_s, u"from 1 to 65535"_s);
        bad("a port that is much too high", u"http://localhost:99999999999/x"_s, u"from 1 to 65535"_s);
        bad("port 0", u"https://[::1]:0"_s, u"from 1 to 65535"_s);
        bad("space inside", u"https://sms example.org"_s, u"not a web address"_s);
        bad("empty", QString{}, u"Enter the address"_s);
    }
    void judgesAServerAddress()
    {
        QFETCH(QString, text);
        QFETCH(QString, says);
        const QString problem = serverAddressProblem(text);
        QCOMPARE(problem.isEmpty(), says.isEmpty());
        QVERIFY2(problem.contains(says), qPrintable(problem));
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "test_settings.moc"
