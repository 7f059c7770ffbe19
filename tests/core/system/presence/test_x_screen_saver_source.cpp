// SPDX-License-Identifier: MIT
// Idle time of a real X server; xdotool is the person.
#include "core/base/clock.h"
#include "core/system/presence/presence_report.h"
#include "core/system/presence/presence_sources.h"
#include "core/system/presence/x_screen_saver_source.h"

#include <QLocalServer>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <memory>
#include <vector>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int LimitMs = 20'000;

bool person(const QStringList& does)
{
    return QProcess::execute(u"xdotool"_s, does) == 0;
}

PresenceFact ask(PresenceSource& source)
{
    source.setDeadline(20s);
    std::optional<PresenceFact> fact;
    const auto connection =
        QObject::connect(&source, &PresenceSource::answered, [&](const PresenceFact& one) { fact = one; });
    source.ask();
    const bool isAnswered = QTest::qWaitFor([&] { return fact.has_value(); }, 30'000);
    QObject::disconnect(connection);
    return isAnswered ? *fact : PresenceFact{.problem = u"none"_s};
}

/// An X server of the test's own.
class OwnXServer final
{
public:
    ~OwnXServer() { stop(); }
    [[nodiscard]] bool start(const QString& display = {})
    {
        QStringList arguments{u"-screen"_s, u"0"_s, u"320x200x24"_s, u"-nolisten"_s, u"tcp"_s, u"-noreset"_s};
        if (display.isEmpty())
            arguments += {u"-displayfd"_s, u"1"_s};
        else
            arguments.prepend(display);
        m_server.start(u"Xvfb"_s, arguments);
        if (!m_server.waitForStarted(LimitMs))
            return false;
        if (display.isEmpty()) {
            if (!QTest::qWaitFor([this] { return m_server.peek(16).contains('\n'); }, LimitMs))
                return false;
            m_display = ':' + m_server.readLine().trimmed();
        }
        return true;
    }
    void stop()
    {
        m_server.kill();
        m_server.waitForFinished();
    }
    void pause() const { ::kill(static_cast<pid_t>(m_server.processId()), SIGSTOP); }
    void resume() const { ::kill(static_cast<pid_t>(m_server.processId()), SIGCONT); }
    [[nodiscard]] QByteArray display() const { return m_display; }

private:
    QProcess m_server;
    QByteArray m_display;
};

} // namespace

class TestXScreenSaverSource final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void idleGrowsAndEndsWithAKeyOrTheMouse_data()
    {
        QTest::addColumn<QStringList>("does");
        QTest::newRow("a key") << QStringList{u"key"_s, u"a"_s};
        QTest::newRow("the mouse") << QStringList{u"mousemove_relative"_s, u"3"_s, u"3"_s};
        QTest::newRow("a button") << QStringList{u"click"_s, u"1"_s};
    }
    void idleGrowsAndEndsWithAKeyOrTheMouse()
    {
        QFETCH(QStringList, does);
        const auto x = makeXConnection(PresenceSurroundings::fromEnvironment());
        QVERIFY(x);
        XScreenSaverSource source{x};
        QVERIFY(person(does));
        std::optional<std::chrono::milliseconds> last;
        QTRY_VERIFY_WITH_TIMEOUT((last = ask(source).idle).value_or(0ms) > 1500ms, LimitMs);
        QVERIFY(person(does));
        const auto after = ask(source).idle;
        QVERIFY(after && *after < *last);
    }

    void asksOnlyWhereXSeesTheInput_data()
    {
        QTest::addColumn<QByteArray>("display");
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("wayland");
        QTest::addColumn<bool>("asks");
        QTest::newRow("X11") << ":0"_ba << u"x11"_s << ""_ba << true;
        QTest::newRow("X11, and a variable that was kept") << ":0"_ba << u"x11"_s << "wayland-0"_ba << true;
        QTest::newRow("X11, without a type") << ":0"_ba << QString{} << ""_ba << true;
        QTest::newRow("started from a terminal's login") << ":0"_ba << u"tty"_s << ""_ba << true;
        QTest::newRow("Xwayland") << ":0"_ba << u"wayland"_s << "wayland-0"_ba << false;
        QTest::newRow("Xwayland, without a type") << ":0"_ba << QString{} << "wayland-0"_ba << false;
        QTest::newRow("no display") << ""_ba << u"tty"_s << ""_ba << false;
    }
    void asksOnlyWhereXSeesTheInput()
    {
        QFETCH(QByteArray, display);
        QFETCH(QString, type);
        QFETCH(QByteArray, wayland);
        QFETCH(bool, asks);
        const PresenceSurroundings surroundings{
            .display = display, .sessionType = type, .waylandDisplay = wayland};
        const auto x = makeXConnection(surroundings);
        QCOMPARE(x != nullptr, asks);
        const SystemClock clock;
        const PresenceSources sources = makePresenceSources(surroundings, clock, QDBusConnection{u"none"_s},
                                                            QDBusConnection{u"none"_s}, x);
        QCOMPARE(sources.back()->name(), u"XScreenSaver"_s);
        if (!asks)
            QVERIFY(!ask(*sources.back()).problem.isEmpty());
    }

    void anXServerThatIsNotThereSaysSo()
    {
        XScreenSaverSource source{std::make_shared<XConnection>(":59871")};
        QCOMPARE(describe(ask(source)), u"the X server has no answer"_s);
        QCOMPARE(describe(ask(source)), u"the X server has no answer"_s);
    }

    void theEndOfTheThreadDoesNotRaceWithItsResult()
    {
        std::vector<std::unique_ptr<XConnection>> connections;
        for (int i = 0; i < 500; ++i) {
            XConnection& x = *connections.emplace_back(std::make_unique<XConnection>(":59871"));
            bool isAnswered = false;
            x.send([](const XLink&) { return 0U; }, [&isAnswered](const void*) { isAnswered = true; });
            while (!isAnswered)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        }
        QTest::qWait(50); // the threads end, and nothing is heard of them
    }

    void anXServerThatGoesAndComesBackIsAskedAgain()
    {
        OwnXServer server;
        QVERIFY(server.start());
        XScreenSaverSource source{std::make_shared<XConnection>(server.display())};
        QVERIFY(ask(source).idle);
        server.stop();
        QVERIFY(!ask(source).idle);
        OwnXServer next;
        QVERIFY(next.start(QString::fromLatin1(server.display())));
        QTRY_VERIFY_WITH_TIMEOUT(ask(source).idle.has_value(), LimitMs);
    }

    void anXServerThatHangsIsNotWaitedFor()
    {
        OwnXServer server;
        QVERIFY(server.start());
        XScreenSaverSource source{std::make_shared<XConnection>(server.display())};
        QVERIFY(ask(source).idle);
        server.pause();
        source.setDeadline(PresenceSource::Deadline);
        QSignalSpy answered{&source, &PresenceSource::answered};
        source.ask();
        QCOMPARE(answered.size(), 0);
        QVERIFY(answered.wait());
        QCOMPARE(describe(answered.constFirst().constFirst().value<PresenceFact>()),
                 u"no answer within 500 ms"_s);
        server.resume();
        QVERIFY(ask(source).idle);
        QCOMPARE(answered.size(), 2);
    }

    void nothingIsWaitedForWhileConnecting()
    {
        // Accepts connections and says nothing.
        QLocalServer mute;
        int number = 59'000;
        while (number < 59'100 && !mute.listen(u"/tmp/.X11-unix/X%1"_s.arg(number)))
            ++number;
        QVERIFY(mute.isListening());
        {
            XScreenSaverSource source{std::make_shared<XConnection>(':' + QByteArray::number(number))};
            for (int i = 0; i < 2; ++i) {
                QSignalSpy answered{&source, &PresenceSource::answered};
                source.ask();
                QCOMPARE(answered.size(), 0);
                QVERIFY(answered.wait());
                QCOMPARE(describe(answered.constFirst().constFirst().value<PresenceFact>()),
                         u"no answer within 500 ms"_s);
            }
        }
        mute.close(); // which frees the thread
    }
};

QTEST_GUILESS_MAIN(TestXScreenSaverSource)
#include "test_x_screen_saver_source.moc"
