// SPDX-License-Identifier: MIT
#include "app/autostart/autostart_xdg.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestAutostartXdg final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { QVERIFY(m_home.isValid()); }
    void cleanup() { QDir{folder()}.removeRecursively(); }

    void turnsOnAndOff()
    {
        XdgAutostart autostart{folder(), u"/usr/bin/tocsin"_s};
        QVERIFY(!autostart.isOn());
        QVERIFY(autostart.turnOff());
        QVERIFY(autostart.turnOn());
        QVERIFY(autostart.isOn());
        QVERIFY(autostart.turnOn());
        QVERIFY(entry().contains("\nExec=\"/usr/bin/tocsin\" --hidden\n"));
        QVERIFY(autostart.turnOff());
        QVERIFY(!autostart.isOn());
        QVERIFY(!QFile::exists(folder() + u"/tocsin.desktop"_s));
    }

    void seesThatTheDesktopSwitchedTheEntryOff_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("hidden") << QByteArray{"Hidden=true"};
        QTest::newRow("gnome") << QByteArray{"X-GNOME-Autostart-enabled=false"};
        QTest::newRow("with spaces") << QByteArray{"Hidden = true"};
    }
    void seesThatTheDesktopSwitchedTheEntryOff()
    {
        QFETCH(QByteArray, line);
        XdgAutostart autostart{folder(), u"/usr/bin/tocsin"_s};
        QVERIFY(autostart.turnOn());
        QFile file{folder() + u"/tocsin.desktop"_s};
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Append));
        file.write(line + '\n');
        file.close();
        QVERIFY(!autostart.isOn());
        QVERIFY(autostart.turnOn());
        QVERIFY(autostart.isOn());
    }

    void quotesTheProgramAsTheSpecificationSays_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QByteArray>("exec");
        QTest::newRow("plain") << u"/usr/bin/tocsin"_s << QByteArray{R"("/usr/bin/tocsin")"};
        QTest::newRow("space") << u"/opt/my apps/tocsin"_s << QByteArray{R"("/opt/my apps/tocsin")"};
        QTest::newRow("percent") << u"/opt/100%/tocsin"_s << QByteArray{R"("/opt/100%%/tocsin")"};
        QTest::newRow("dollar") << u"/opt/$x/`y`/tocsin"_s << QByteArray{R"("/opt/\\$x/\\`y\\`/tocsin")"};
        QTest::newRow("quote") << u"/opt/\"q\"/tocsin"_s << QByteArray{R"("/opt/\\"q\\"/tocsin")"};
        QTest::newRow("backslash") << u"/opt/a\\b/tocsin"_s << QByteArray{R"("/opt/a\\\\b/tocsin")"};
        QTest::newRow("letters") << u"/home/jörg/tocsin"_s << QByteArray{"\"/home/j\xc3\xb6rg/tocsin\""};
    }
    void quotesTheProgramAsTheSpecificationSays()
    {
        QFETCH(QString, program);
        QFETCH(QByteArray, exec);
        XdgAutostart autostart{folder(), program};
        QVERIFY(autostart.turnOn());
        QVERIFY2(entry().contains("\nExec=" + exec + " --hidden\n"), entry().constData());

        QProcess validator;
        validator.start(u"desktop-file-validate"_s, {folder() + u"/tocsin.desktop"_s});
        QVERIFY2(validator.waitForFinished(), "is desktop-file-utils installed?");
        const QByteArray said = validator.readAllStandardOutput() + validator.readAllStandardError();
        QCOMPARE(said, QByteArray{});
        QCOMPARE(validator.exitCode(), 0);
    }

    void saysWhatItIsInTheSessionsLanguage()
    {
        XdgAutostart autostart{folder(), u"/usr/bin/tocsin"_s};
        QVERIFY(autostart.turnOn());
        for (const char* key : {"\nComment=", "\nComment[de]=", "\nComment[fr]="})
            QCOMPARE(entry().count(key), 1);
    }

    void saysSoWhenTheFolderCannotBeMade()
    {
        QFile inTheWay{m_home.filePath(u"file"_s)};
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        XdgAutostart autostart{inTheWay.fileName() + u"/autostart"_s, u"/usr/bin/tocsin"_s};
        QVERIFY(!autostart.turnOn());
        QVERIFY(!autostart.isOn());
    }

    void theDefaultIsTheUsersOwnAutostartFolder()
    {
        const std::unique_ptr<Autostart> autostart = makeAutostart(u"/usr/bin/tocsin"_s);
        QVERIFY(autostart->turnOn());
        QVERIFY(QFile::exists(qEnvironmentVariable("XDG_CONFIG_HOME") + u"/autostart/tocsin.desktop"_s));
        QVERIFY(autostart->turnOff());
    }

private:
    [[nodiscard]] QString folder() const { return m_home.filePath(u"config/autostart"_s); }
    [[nodiscard]] QByteArray entry() const
    {
        QFile file{folder() + u"/tocsin.desktop"_s};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }

    QTemporaryDir m_home;
};

QTEST_GUILESS_MAIN(TestAutostartXdg)
#include "test_autostart_xdg.moc"
