// SPDX-License-Identifier: MIT
// Each source that asks on D-Bus, with a stand-in for its service.
#include "core/system/presence/logind_source.h"
#include "core/system/presence/mutter_idle_source.h"
#include "core/system/presence/presence_report.h"
#include "core/system/presence/screen_saver_source.h"
#include "tests/support/fake_logind.h"
#include "tests/support/moved_clock.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr uint Uid{1000};
const QString MutterPath = u"/org/gnome/Mutter/IdleMonitor/Core"_s;
const QString Mutter = u"org.gnome.Mutter.IdleMonitor"_s;
const QString Freedesktop = u"org.freedesktop.ScreenSaver"_s;
const QString FreedesktopPath = u"/org/freedesktop/ScreenSaver"_s;

QDBusConnection bus()
{
    return QDBusConnection::sessionBus();
}

QVariantMap session(const QString& type, const QVariantMap& more = {})
{
    QVariantMap all{{u"Type"_s, type},
                    {u"State"_s, u"active"_s},
                    {u"Active"_s, true},
                    {u"LockedHint"_s, false},
                    {u"IdleHint"_s, false},
                    {u"Remote"_s, false},
                    {u"IdleSinceHint"_s, QVariant::fromValue<qulonglong>(0)}};
    all.insert(more);
    return all;
}

/// What the source answers; a fact with the problem "none" if it does not.
PresenceFact ask(PresenceSource& source, std::chrono::milliseconds deadline = 20s)
{
    source.setDeadline(deadline);
    std::optional<PresenceFact> fact;
    const auto connection =
        QObject::connect(&source, &PresenceSource::answered, [&](const PresenceFact& one) { fact = one; });
    source.ask();
    const bool isAnswered = QTest::qWaitFor([&] { return fact.has_value(); }, 30'000);
    QObject::disconnect(connection);
    return isAnswered ? *fact : PresenceFact{.problem = u"none"_s};
}

QString asked(PresenceSource& source)
{
    return describe(ask(source));
}

void write(const QString& path, const QString& text)
{
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text.toUtf8());
}

ScreenSaverName freedesktop()
{
    return ScreenSaverSource::all().constFirst();
}

} // namespace

class TestBusSources final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mutterSaysMilliseconds()
    {
        FakeBusService mutter{{Mutter}};
        mutter.on(MutterPath, Mutter, u"GetIdletime"_s, QVariant::fromValue<qulonglong>(125'400));
        QVERIFY(mutter.start());
        MutterIdleSource source{bus()};
        const PresenceFact fact = ask(source);
        QCOMPARE(fact.idle, std::optional{125'400ms});
        QCOMPARE(fact.source, Mutter);
        QVERIFY(!fact.locked && !fact.active && fact.problem.isEmpty());
    }

    void everyScreenSaverSaysWhetherItIsActive_data()
    {
        QTest::addColumn<qsizetype>("index");
        for (qsizetype i = 0; i < ScreenSaverSource::all().size(); ++i)
            QTest::newRow(qPrintable(ScreenSaverSource::all().at(i).service)) << i;
    }
    void everyScreenSaverSaysWhetherItIsActive()
    {
        QFETCH(qsizetype, index);
        const ScreenSaverName name = ScreenSaverSource::all().at(index);
        FakeBusService saver{{name.service}};
        saver.on(name.path, name.service, u"GetActive"_s, true);
        QVERIFY(saver.start());
        ScreenSaverSource source{name, false, bus()};
        QCOMPARE(asked(source), u"locked"_s);
        saver.on(name.path, name.service, u"GetActive"_s, false);
        QCOMPARE(asked(source), u"not locked"_s);

        QSignalSpy changed{&source, &PresenceSource::changed};
        saver.emitSignal(name.path, name.service, u"ActiveChanged"_s, {true});
        QCOMPARE(asked(source), u"not locked"_s); // the signal would have come before the answer
        QCOMPARE(changed.size(), 0);
        source.listen(true);
        QCOMPARE(asked(source), u"not locked"_s); // the bus knows by now who listens
        saver.emitSignal(name.path, name.service, u"ActiveChanged"_s, {true});
        QTRY_COMPARE(changed.size(), 1);
        source.listen(false);
        QCOMPARE(asked(source), u"not locked"_s);
        saver.emitSignal(name.path, name.service, u"ActiveChanged"_s, {false});
        QCOMPARE(asked(source), u"not locked"_s);
        QCOMPARE(changed.size(), 1);
    }

    void idleTimeIsAskedOfPlasmaOnX11Alone_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<bool>("isWayland");
        QTest::addColumn<QString>("fact");
        QTest::addColumn<int>("calls");
        const QString kde = u"org.kde.screensaver"_s;
        QTest::newRow("Plasma on X11")
            << QStringList{Freedesktop, kde} << false << u"idle 42 s, not locked"_s << 1;
        QTest::newRow("Plasma on Wayland") << QStringList{Freedesktop, kde} << true << u"not locked"_s << 0;
        QTest::newRow("another") << QStringList{Freedesktop} << false << u"not locked"_s << 0;
    }
    void idleTimeIsAskedOfPlasmaOnX11Alone()
    {
        QFETCH(QStringList, names);
        QFETCH(bool, isWayland);
        QFETCH(QString, fact);
        QFETCH(int, calls);
        FakeBusService saver{names};
        saver.on(FreedesktopPath, Freedesktop, u"GetActive"_s, false);
        saver.on(FreedesktopPath, Freedesktop, u"GetSessionIdleTime"_s, QVariant::fromValue<uint>(42'000));
        QVERIFY(saver.start());
        ScreenSaverSource source{freedesktop(), isWayland, bus()};
        QCOMPARE(asked(source), fact);
        QCOMPARE(saver.calls(u"GetSessionIdleTime"_s), calls);
    }

    void idleTimeIsNotTakenFromAnotherScreenSaverBesidePlasma()
    {
        FakeBusService saver{{Freedesktop}};
        saver.on(FreedesktopPath, Freedesktop, u"GetActive"_s, false);
        QVERIFY(saver.start());
        FakeBusService plasma{{u"org.kde.screensaver"_s}};
        QVERIFY(plasma.start());
        ScreenSaverSource source{freedesktop(), false, bus()};
        QCOMPARE(asked(source), u"not locked"_s);
        QCOMPARE(saver.calls(u"GetSessionIdleTime"_s), 0);
    }

    void aDesktopThatCannotTellIsNoTrouble()
    {
        // GNOME has GetActive there, and does not support it.
        FakeBusService saver{{Freedesktop, u"org.kde.screensaver"_s}};
        saver.onError(FreedesktopPath, Freedesktop, u"GetActive"_s,
                      u"org.freedesktop.DBus.Error.NotSupported"_s);
        QVERIFY(saver.start());
        ScreenSaverSource source{freedesktop(), false, bus()};
        QCOMPARE(asked(source), u"not supported by this desktop"_s);
        saver.on(FreedesktopPath, Freedesktop, u"GetActive"_s, false);
        saver.onError(FreedesktopPath, Freedesktop, u"GetSessionIdleTime"_s,
                      u"org.freedesktop.DBus.Error.NotSupported"_s);
        QCOMPARE(asked(source), u"not locked"_s);
        saver.on(FreedesktopPath, Freedesktop, u"GetActive"_s, u"yes"_s);
        QCOMPARE(asked(source), u"answered something else than true or false"_s);
    }

    void startsNoService()
    {
        // A bus that would start it, as real ones do.
        const QTemporaryDir folder;
        const QString started = folder.filePath(u"started"_s);
        const QString service = u"org.gnome.ScreenSaver"_s;
        write(folder.filePath(service + u".service"_s),
              u"[D-BUS Service]\nName=%1\nExec=/bin/sh -c 'touch %2'\n"_s.arg(service, started));
        write(
            folder.filePath(u"bus.conf"_s),
            u"<busconfig><type>session</type><listen>unix:dir=%1</listen><servicedir>%1</servicedir>"
            "<policy context='default'><allow send_destination='*'/><allow eavesdrop='true'/><allow own='*'/></policy></busconfig>"_s
                .arg(folder.path()));
        QProcess daemon;
        daemon.start(u"dbus-daemon"_s, {u"--config-file="_s + folder.filePath(u"bus.conf"_s), u"--nofork"_s,
                                        u"--print-address=1"_s});
        QTRY_VERIFY(daemon.peek(1000).contains('\n'));
        const QString address = QString::fromUtf8(daemon.readLine()).trimmed();
        const QDBusConnection other = QDBusConnection::connectToBus(address, u"other"_s);
        QVERIFY(other.isConnected());
        ScreenSaverSource source{ScreenSaverSource::all().at(1), false, other};
        QCOMPARE(asked(source), u"not running"_s);
        QVERIFY(!QFile::exists(started));
        // A plain call does start it.
        other.call(QDBusMessage::createMethodCall(service, u"/"_s, service, u"GetActive"_s), QDBus::NoBlock);
        QTRY_VERIFY(QFile::exists(started));
        QDBusConnection::disconnectFromBus(u"other"_s);
        daemon.kill();
        daemon.waitForFinished();
    }

    void whatIsNotThereSaysSo()
    {
        MutterIdleSource mutter{bus()};
        ScreenSaverSource saver{freedesktop(), false, bus()};
        MovedClock clock;
        LogindSource logind{{.sessionId = u"1"_s, .pid = 1, .uid = Uid}, clock, bus()};
        QCOMPARE(asked(mutter), u"not running"_s);
        QCOMPARE(asked(saver), u"not running"_s);
        QCOMPARE(asked(logind), u"not running"_s);
        MutterIdleSource withoutBus{QDBusConnection{u"none"_s}};
        QCOMPARE(asked(withoutBus), u"no D-Bus"_s);
    }

    void aServiceThatHangsCostsNothingButItsOwnAnswer()
    {
        FakeBusService mutter{{Mutter}};
        mutter.on(MutterPath, Mutter, u"GetIdletime"_s, QVariant::fromValue<qulonglong>(1000));
        mutter.hang();
        QVERIFY(mutter.start());
        MutterIdleSource source{bus()};
        QSignalSpy answered{&source, &PresenceSource::answered};
        source.ask();
        source.ask();                 // the same question
        QCOMPARE(answered.size(), 0); // and it did not wait
        QVERIFY(answered.wait());
        QCOMPARE(describe(answered.constFirst().constFirst().value<PresenceFact>()),
                 u"no answer within 500 ms"_s);
        mutter.hang(false);
        QCOMPARE(asked(source), u"idle 1 s"_s);
        QCOMPARE(answered.size(), 2);
        QCOMPARE(mutter.calls(u"GetIdletime"_s), 2);
    }

    void logindSaysWhetherTheSessionIsOnTheScreenAndLocked()
    {
        FakeLogind logind;
        logind.findById();
        logind.setSession(u"c2"_s, Uid, session(u"wayland"_s));
        QVERIFY(logind.service().start());
        MovedClock clock;
        LogindSource source{{.sessionId = u"c2"_s, .pid = 1, .uid = Uid}, clock, bus()};
        source.listen(true);
        QSignalSpy changed{&source, &PresenceSource::changed};
        QCOMPARE(asked(source), u"not locked, active"_s);
        QCOMPARE(asked(source), u"not locked, active"_s);
        logind.change(u"c2"_s, u"LockedHint"_s, true);
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(asked(source), u"locked, active"_s);
        logind.change(u"c2"_s, u"Active"_s, false);
        QTRY_COMPARE(changed.size(), 2);
        QCOMPARE(asked(source), u"locked, not active"_s);
        logind.change(u"c2"_s, u"TTY"_s, u"tty3"_s); // of no interest
        QCOMPARE(asked(source), u"locked, not active"_s);
        QCOMPARE(changed.size(), 2);
        source.listen(false);
        QCOMPARE(asked(source), u"locked, not active"_s);
        logind.change(u"c2"_s, u"LockedHint"_s, false);
        QCOMPARE(asked(source), u"not locked, not active"_s);
        QCOMPARE(changed.size(), 2);
        QCOMPARE(logind.service().calls(u"GetSession"_s), 1); // found once
    }

    void ofAGraphicalSessionOnlyATrueIdleHintCounts()
    {
        FakeLogind logind;
        logind.findById();
        MovedClock clock;
        const auto since = QVariant::fromValue<qulonglong>(clock.nowUtc().toMSecsSinceEpoch() * 1000ULL);
        logind.setSession(u"1"_s, Uid, session(u"x11"_s, {{u"IdleSinceHint"_s, since}}));
        QVERIFY(logind.service().start());
        LogindSource source{{.sessionId = u"1"_s, .pid = 1, .uid = Uid}, clock, bus()};
        QCOMPARE(asked(source), u"not locked, active"_s);
        logind.change(u"1"_s, u"IdleHint"_s, true);
        QCOMPARE(asked(source), u"idle hint, not locked, active"_s);
    }

    void ofASessionOnATerminalTheIdleTimeIsKnown()
    {
        FakeLogind logind;
        logind.findById();
        MovedClock clock;
        const auto since = QVariant::fromValue<qulonglong>(
            static_cast<qulonglong>(clock.nowUtc().addSecs(-300).toMSecsSinceEpoch()) * 1000);
        logind.setSession(u"7"_s, Uid, session(u"tty"_s, {{u"IdleSinceHint"_s, since}, {u"Remote"_s, true}}));
        QVERIFY(logind.service().start());
        LogindSource source{{.sessionId = u"7"_s, .pid = 1, .uid = Uid}, clock, bus()};
        const PresenceFact fact = ask(source);
        QVERIFY(fact.idle >= 300s && fact.idle < 330s);
        clock.moveWallBy(-1h); // set back: not before now
        QCOMPARE(ask(source).idle, std::optional{0ms});
    }

    void findsTheSession_data()
    {
        QTest::addColumn<QString>("byId");
        QTest::addColumn<QString>("byProcess");
        QTest::addColumn<QString>("display");
        QTest::addColumn<QString>("fact");
        const QString none;
        const QString ours = u"ours"_s;
        const QString over = u"over"_s;
        const QString others = u"others"_s;
        const QString found = u"not locked, active"_s;
        QTest::newRow("by the variable") << ours << none << none << found;
        QTest::newRow("by the process") << none << ours << none << found;
        QTest::newRow("started by the user's systemd") << none << none << ours << found;
        QTest::newRow("the variable is of a session that is over") << over << none << ours << found;
        QTest::newRow("so is the process") << over << over << ours << found;
        QTest::newRow("the variable is another user's, after su") << others << ours << none << found;
        QTest::newRow("gone without a trace") << u"gone"_s << none << ours << found;
        QTest::newRow("all are over") << over << over << over << u"this user has no session"_s;
        QTest::newRow("none") << none << none << none << u"this user has no session"_s;
    }
    void findsTheSession()
    {
        QFETCH(QString, byId);
        QFETCH(QString, byProcess);
        QFETCH(QString, display);
        QFETCH(QString, fact);
        FakeLogind logind;
        logind.setSession(u"ours"_s, Uid, session(u"x11"_s));
        logind.setSession(u"over"_s, Uid,
                          session(u"tty"_s, {{u"State"_s, u"closing"_s}, {u"Active"_s, false}}));
        logind.setSession(u"others"_s, Uid + 1, session(u"x11"_s, {{u"Active"_s, false}}));
        if (!byId.isEmpty())
            logind.findById();
        if (!byProcess.isEmpty())
            logind.setSessionOfProcess(byProcess);
        if (!display.isEmpty())
            logind.setDisplay(display);
        QVERIFY(logind.service().start());
        MovedClock clock;
        LogindSource source{{.sessionId = byId, .pid = 1, .uid = Uid}, clock, bus()};
        QCOMPARE(asked(source), fact);
        QCOMPARE(asked(source), fact);
    }

    void afterItsSessionEndedItLooksForAnother()
    {
        FakeLogind logind;
        logind.findById();
        logind.setSession(u"1"_s, Uid, session(u"tty"_s));
        logind.setSession(u"2"_s, Uid, session(u"x11"_s, {{u"LockedHint"_s, true}}));
        QVERIFY(logind.service().start());
        MovedClock clock;
        LogindSource source{{.sessionId = u"1"_s, .pid = 1, .uid = Uid}, clock, bus()};
        source.listen(true);
        QCOMPARE(asked(source), u"not locked, active"_s);
        logind.change(u"1"_s, u"State"_s, u"closing"_s);
        logind.setDisplay(u"2"_s);
        QCOMPARE(asked(source), u"locked, active"_s);
        QSignalSpy changed{&source, &PresenceSource::changed};
        QCOMPARE(asked(source), u"locked, active"_s);
        changed.clear();
        logind.change(u"2"_s, u"LockedHint"_s, false);
        QTRY_COMPARE(changed.size(), 1);
    }

    void aLogindThatHangsIsNotWaitedForAtEveryStep()
    {
        FakeLogind logind;
        logind.findById();
        logind.setSession(u"1"_s, Uid, session(u"x11"_s));
        logind.service().hang();
        QVERIFY(logind.service().start());
        MovedClock clock;
        LogindSource source{{.sessionId = u"1"_s, .pid = 1, .uid = Uid}, clock, bus()};
        QCOMPARE(describe(ask(source, PresenceSource::Deadline)), u"no answer within 500 ms"_s);
        logind.service().hang(false);
        QCOMPARE(asked(source), u"not locked, active"_s);
    }
};

QTEST_GUILESS_MAIN(TestBusSources)
#include "test_bus_sources.moc"
