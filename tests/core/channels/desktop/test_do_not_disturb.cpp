// SPDX-License-Identifier: MIT
#include "core/channels/desktop/freedesktop_do_not_disturb.h"
#include "tests/support/fake_bus_service.h"

#include <QDBusVariant>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

const QString Service = u"org.freedesktop.Notifications"_s;
const QString Path = u"/org/freedesktop/Notifications"_s;
const QString Properties = u"org.freedesktop.DBus.Properties"_s;
const QString Xfconf = u"org.xfce.Xfconf"_s;
const QString XfconfPath = u"/org/xfce/Xfconf"_s;

QVariant variant(const QVariant& value)
{
    return QVariant::fromValue(QDBusVariant{value});
}

} // namespace

/// Against stand-ins, one for each desktop; dunst itself is in test_real_notification_daemon.
class TestDoNotDisturb final : public QObject
{
    Q_OBJECT

    std::unique_ptr<FakeBusService> m_notifications;
    std::unique_ptr<FreedesktopDoNotDisturb> m_dnd;
    QTemporaryDir m_folder;

    /// A notification service of this name.
    void serve(const QString& name)
    {
        m_notifications = std::make_unique<FakeBusService>(QStringList{Service});
        m_notifications->on(Path, Service, u"GetServerInformation"_s, [name](const QDBusMessage&) {
            return QVariantList{name, u"tests"_s, u"1"_s, u"1.2"_s};
        });
    }
    /// The property that the service keeps it in, and only under that name.
    void setProperty(const QString& interface, const QString& name, bool isOn)
    {
        m_notifications->on(Path, Properties, u"Get"_s, [=](const QDBusMessage& call) {
            const bool isIt = call.arguments() == QVariantList{interface, name};
            return QVariantList{variant(isIt ? QVariant{isOn} : QVariant{u"no such property"_s})};
        });
        m_notifications->emitSignal(Path, Properties, u"PropertiesChanged"_s,
                                    {interface, QVariantMap{{name, isOn}}, QStringList{}});
    }
    void follow(const QString& gsettings = u"missing-gsettings"_s)
    {
        m_dnd = std::make_unique<FreedesktopDoNotDisturb>(QDBusConnection::sessionBus(), gsettings);
    }
    /// Stands for gsettings: says what stands in the file `banners`, and writes each call down.
    [[nodiscard]] QString fakeGsettings() const
    {
        const QString path = m_folder.filePath(u"gsettings"_s);
        write(path, "#!/bin/sh\necho \"$*\" >> \"${0%/*}/calls\"\ncat \"${0%/*}/banners\"\n");
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }
    static void write(const QString& path, const QByteArray& text)
    {
        QFile file{path};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] QByteArray gsettingsCalls() const
    {
        QFile file{m_folder.filePath(u"calls"_s)};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }

private Q_SLOTS:
    void cleanup()
    {
        m_dnd.reset();
        m_notifications.reset();
        QFile::remove(m_folder.filePath(u"calls"_s));
    }

    void theServicesPropertyIsReadAndFollowed_data()
    {
        QTest::addColumn<QString>("server");
        QTest::addColumn<QString>("interface");
        QTest::addColumn<QString>("property");
        QTest::newRow("Plasma") << u"Plasma"_s << Service << u"Inhibited"_s;
        QTest::newRow("one that is not known") << u"another"_s << Service << u"Inhibited"_s;
        QTest::newRow("dunst") << u"dunst"_s << u"org.dunstproject.cmd0"_s << u"paused"_s;
    }
    void theServicesPropertyIsReadAndFollowed()
    {
        QFETCH(QString, server);
        QFETCH(QString, interface);
        QFETCH(QString, property);
        serve(server);
        QVERIFY(m_notifications->start());
        setProperty(interface, property, true);
        follow();
        QSignalSpy changed{m_dnd.get(), &DoNotDisturb::changed};
        QTRY_VERIFY(m_dnd->isOn());
        setProperty(interface, property, false);
        QTRY_VERIFY(!m_dnd->isOn());
        setProperty(interface, property, true);
        QTRY_VERIFY(m_dnd->isOn());
        QCOMPARE(changed.size(), 3);
        QCOMPARE(changed.last().first().toBool(), true);
    }

    void aServiceThatDoesNotSayIsNotInIt()
    {
        serve(u"mako"_s);
        QVERIFY(m_notifications->start());
        follow();
        QTRY_COMPARE(m_notifications->calls(u"Get"_s), 1);
        QTest::qWait(0);
        QVERIFY(!m_dnd->isOn());
    }

    void aServiceThatHangsHoldsNothingUp()
    {
        serve(u"Plasma"_s);
        m_notifications->hang();
        QVERIFY(m_notifications->start());
        follow();
        QTRY_COMPARE(m_notifications->calls(u"GetServerInformation"_s), 1);
        QVERIFY(!m_dnd->isOn());
    }

    void itEndsWithItsServiceAndComesWithTheNext()
    {
        follow();
        QVERIFY(!m_dnd->isOn());
        serve(u"Plasma"_s);
        QVERIFY(m_notifications->start());
        setProperty(Service, u"Inhibited"_s, true);
        QTRY_VERIFY(m_dnd->isOn());
        m_notifications->stop();
        QTRY_VERIFY(!m_dnd->isOn());
        serve(u"dunst"_s);
        QVERIFY(m_notifications->start());
        setProperty(u"org.dunstproject.cmd0"_s, u"paused"_s, true);
        QTRY_VERIFY(m_dnd->isOn());
    }

    void whatChangesWhileAnAnswerIsOnItsWayIsAskedForAgain()
    {
        serve(u"Plasma"_s);
        QVERIFY(m_notifications->start());
        int answers = 0;
        m_notifications->on(Path, Properties, u"Get"_s, [&](const QDBusMessage&) {
            // It changes as the first answer is written.
            if (++answers == 1)
                m_notifications->emitSignal(Path, Properties, u"PropertiesChanged"_s,
                                            {Service, QVariantMap{}, QStringList{u"Inhibited"_s}});
            return QVariantList{variant(answers > 1)};
        });
        follow();
        QTRY_VERIFY(m_dnd->isOn());
        QCOMPARE(answers, 2);
    }

    void xfcesSettingIsReadFromXfconf()
    {
        serve(u"Xfce Notify Daemon"_s);
        QVERIFY(m_notifications->start());
        follow();
        QTRY_COMPARE(m_notifications->calls(u"GetServerInformation"_s), 1);
        bool isOn = true;
        FakeBusService xfconf{{Xfconf}};
        xfconf.on(XfconfPath, Xfconf, u"GetProperty"_s, [&](const QDBusMessage& call) {
            const bool isIt = call.arguments() == QVariantList{u"xfce4-notifyd"_s, u"/do-not-disturb"_s};
            return QVariantList{variant(isIt && isOn)};
        });
        QVERIFY(xfconf.start()); // the desktop starts it later
        QTRY_VERIFY(m_dnd->isOn());
        isOn = false;
        xfconf.emitSignal(XfconfPath, Xfconf, u"PropertyChanged"_s,
                          {u"xfce4-notifyd"_s, u"/do-not-disturb"_s, variant(false)});
        QTRY_VERIFY(!m_dnd->isOn());
        isOn = true;
        xfconf.emitSignal(XfconfPath, Xfconf, u"PropertyChanged"_s,
                          {u"xfce4-notifyd"_s, u"/do-not-disturb"_s, variant(true)});
        QTRY_VERIFY(m_dnd->isOn());
        xfconf.onError(XfconfPath, Xfconf, u"GetProperty"_s, u"org.xfce.Xfconf.Error.PropertyNotFound"_s);
        xfconf.emitSignal(XfconfPath, Xfconf, u"PropertyChanged"_s,
                          {u"xfce4-notifyd"_s, u"/other"_s, variant(1)});
        QTRY_VERIFY(!m_dnd->isOn());
    }

    void gnomesSettingIsReadFromGsettings()
    {
        write(m_folder.filePath(u"banners"_s), "false\n");
        serve(u"gnome-shell"_s);
        QVERIFY(m_notifications->start());
        FakeBusService dconf{{u"ca.desrt.dconf"_s}};
        QVERIFY(dconf.start());
        const auto dconfSays = [&dconf](const QString& prefix, const QStringList& changes) {
            dconf.emitSignal(u"/ca/desrt/dconf/Writer/user"_s, u"ca.desrt.dconf.Writer"_s, u"Notify"_s,
                             {prefix, changes, u"tag"_s});
        };
        follow(fakeGsettings());
        QTRY_VERIFY(m_dnd->isOn());
        QCOMPARE(gsettingsCalls(), "get org.gnome.desktop.notifications show-banners\n"_ba);
        write(m_folder.filePath(u"banners"_s), "true\n");
        dconfSays(u"/org/gnome/desktop/interface/"_s, {u"color-scheme"_s, u"gtk-theme"_s});
        dconfSays(u"/org/gnome/desktop/notifications/show-banners"_s, {QString{}});
        QTRY_VERIFY(!m_dnd->isOn());
        QCOMPARE(gsettingsCalls().count('\n'), 2);
        write(m_folder.filePath(u"banners"_s), "false\n");
        dconfSays(u"/org/gnome/desktop/notifications/"_s, {u"show-in-lock-screen"_s, u"show-banners"_s});
        QTRY_VERIFY(m_dnd->isOn());
        write(m_folder.filePath(u"banners"_s), "true\n");
        dconfSays(u"/org/gnome/desktop/"_s, {u"notifications/"_s}); // as a reset of all of it
        QTRY_VERIFY(!m_dnd->isOn());
    }

    void gnomeWithoutGsettingsDoesNotSay()
    {
        serve(u"gnome-shell"_s);
        QVERIFY(m_notifications->start());
        follow();
        QTRY_COMPARE(m_notifications->calls(u"GetServerInformation"_s), 1);
        QTest::qWait(0);
        QVERIFY(!m_dnd->isOn());
    }

    void withoutABusItIsOff()
    {
        FreedesktopDoNotDisturb dnd{QDBusConnection{u"no such connection"_s}};
        QTest::qWait(0);
        QVERIFY(!dnd.isOn());
    }
};

QTEST_GUILESS_MAIN(TestDoNotDisturb)
#include "test_do_not_disturb.moc"
