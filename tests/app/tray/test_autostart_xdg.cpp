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

    void anEntryForAllUsersCounts_data()
    {
        QTest::addColumn<QStringList>("ofSystem"); // in two folders, most important first; empty: no entry
        QTest::addColumn<bool>("isOn");
        QTest::newRow("none") << QStringList{u""_s, u""_s} << false;
        QTest::newRow("on") << QStringList{u""_s, u"Type=Application"_s} << true;
        QTest::newRow("off") << QStringList{u""_s, u"Hidden=true"_s} << false;
        QTest::newRow("the first counts") << QStringList{u"Hidden=true"_s, u"Type=Application"_s} << false;
    }
    void anEntryForAllUsersCounts()
    {
        QFETCH(QStringList, ofSystem);
        QFETCH(bool, isOn);
        const QStringList folders{m_home.filePath(u"etc/1"_s), m_home.filePath(u"etc/2"_s)};
        for (int i = 0; i < folders.size(); ++i)
            writeEntry(folders.at(i), ofSystem.at(i));
        XdgAutostart autostart{folder(), u"/usr/bin/tocsin"_s, folders};
        QCOMPARE(autostart.isOn(), isOn);
        QVERIFY(autostart.turnOff());
        QVERIFY(!autostart.isOn());
        // Only what hides another is needed.
        QCOMPARE(QFile::exists(folder() + u"/tocsin.desktop"_s), isOn);
        QVERIFY(autostart.turnOn());
        QVERIFY(autostart.isOn());
        QVERIFY(autostart.turnOff());
        QVERIFY(!autostart.isOn());
    }

    void anAppImageIsStartedAsAWhole_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("atLogin");
        QTest::newRow("in it") << u"/tmp/.mount_x/usr/bin/tocsin"_s << u"/home/me/Tocsin.AppImage"_s;
        QTest::newRow("started by another's") << u"/usr/bin/tocsin"_s << u"/usr/bin/tocsin"_s;
    }
    void anAppImageIsStartedAsAWhole()
    {
        QFETCH(QString, program);
        QFETCH(QString, atLogin);
        QCOMPARE(programAtLogin(program), program);
        qputenv("APPDIR", "/tmp/.mount_x");
        qputenv("APPIMAGE", "/home/me/Tocsin.AppImage");
        const QString found = programAtLogin(program);
        qunsetenv("APPDIR");
        qunsetenv("APPIMAGE");
        QCOMPARE(found, atLogin);
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
        QCOMPARE(keyFileValue("TryExec"), program);

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
        qputenv("XDG_CONFIG_DIRS", m_home.filePath(u"xdg"_s).toUtf8());
        writeEntry(m_home.filePath(u"xdg/autostart"_s), u"Type=Application"_s);
        QVERIFY(makeAutostart(u"/usr/bin/tocsin"_s)->isOn());
        QVERIFY(QDir{m_home.filePath(u"xdg"_s)}.removeRecursively());
        const std::unique_ptr<Autostart> autostart = makeAutostart(u"/usr/bin/tocsin"_s);
        QVERIFY(autostart->turnOn());
        QVERIFY(QFile::exists(qEnvironmentVariable("XDG_CONFIG_HOME") + u"/autostart/tocsin.desktop"_s));
        QVERIFY(autostart->turnOff());
    }

private:
    [[nodiscard]] QString folder() const { return m_home.filePath(u"config/autostart"_s); }
    /// None if it is empty.
    static void writeEntry(const QString& folder, const QString& line)
    {
        QDir{folder}.removeRecursively();
        if (line.isEmpty())
            return;
        QVERIFY(QDir{}.mkpath(folder));
        QFile file{folder + u"/tocsin.desktop"_s};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[Desktop Entry]\n" + line.toUtf8() + '\n');
    }
    /// As desktops read it: with the escapes of a string resolved.
    [[nodiscard]] QString keyFileValue(const QByteArray& key) const
    {
        for (const QByteArray& line : entry().split('\n')) {
            if (line.startsWith(key + '='))
                return QString::fromUtf8(line.mid(key.size() + 1)).replace(u"\\\\"_s, u"\\"_s);
        }
        return {};
    }
    [[nodiscard]] QByteArray entry() const
    {
        QFile file{folder() + u"/tocsin.desktop"_s};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }

    QTemporaryDir m_home;
};

QTEST_GUILESS_MAIN(TestAutostartXdg)
#include "test_autostart_xdg.moc"
