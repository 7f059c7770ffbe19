// SPDX-License-Identifier: MIT
// The real systemd-logind, beside a systemd of the test's own (tests/support/own-systemd.sh).
#include "core/base/clock.h"
#include "core/system/presence/logind_source.h"
#include "core/system/presence/presence_report.h"
#include "tests/support/typed_terminal.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QSignalSpy>
#include <QTest>

#include <memory>
#include <unistd.h>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int LimitMs = 20'000;

/// `(sv)`: a property of a session's unit; none is given.
struct UnitProperty
{
    QString name{};
    QDBusVariant value{};

    friend QDBusArgument& operator<<(QDBusArgument& out, const UnitProperty& property)
    {
        out.beginStructure();
        out << property.name << property.value;
        out.endStructure();
        return out;
    }
    friend const QDBusArgument& operator>>(const QDBusArgument& in, UnitProperty& property)
    {
        in.beginStructure();
        in >> property.name >> property.value;
        in.endStructure();
        return in;
    }
};

QDBusMessage logind(const QString& path, const QString& interface, const QString& method,
                    const QVariantList& arguments)
{
    QDBusMessage call = QDBusMessage::createMethodCall(u"org.freedesktop.login1"_s, path,
                                                       u"org.freedesktop.login1."_s + interface, method);
    call.setArguments(arguments);
    return QDBusConnection::systemBus().call(call);
}

/// A session, as pam_systemd makes one at login.
class LogindSession final
{
public:
    ~LogindSession() { end(); }

    [[nodiscard]] QString begin(const QString& type, const QString& tty)
    {
        m_leader.start(u"sleep"_s, {u"1000"_s});
        if (!m_leader.waitForStarted())
            return u"no leader"_s;
        const QDBusMessage reply = logind(u"/org/freedesktop/login1"_s, u"Manager"_s, u"CreateSession"_s,
                                          {::getuid(), static_cast<uint>(m_leader.processId()), u"tocsin"_s,
                                           type, u"user"_s, QString{}, QString{}, 0U, tty, QString{}, false,
                                           QString{}, QString{}, QVariant::fromValue(QList<UnitProperty>{})});
        m_id = reply.arguments().value(0).toString();
        m_path = reply.arguments().value(1).value<QDBusObjectPath>().path();
        m_life = reply.arguments().value(3).value<QDBusUnixFileDescriptor>();
        return reply.errorMessage();
    }
    /// As at logout.
    void end()
    {
        m_leader.kill();
        m_leader.waitForFinished();
        m_life = {};
    }
    [[nodiscard]] QString id() const { return m_id; }
    [[nodiscard]] QString set(const QString& method, bool value) const
    {
        return logind(m_path, u"Session"_s, method, {value}).errorMessage();
    }

private:
    QProcess m_leader;
    QString m_id;
    QString m_path;
    QDBusUnixFileDescriptor m_life; ///< the session lasts while this is open
};

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

QString asked(PresenceSource& source)
{
    return describe(ask(source));
}

} // namespace

class TestRealLogind final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        qDBusRegisterMetaType<UnitProperty>();
        qDBusRegisterMetaType<QList<UnitProperty>>();
        QVERIFY(QDBusConnection::systemBus().isConnected());
    }

    void ofATerminalsSessionItKnowsWhenSomethingWasTyped()
    {
        TypedTerminal terminal;
        QVERIFY(terminal.run(u"cat"_s, {}));
        QVERIFY(setLastTyped(terminal.device(), 600));
        LogindSession session;
        QCOMPARE(session.begin(u"tty"_s, terminal.device().mid(5)), QString{});
        LogindSource source{caller(session.id()), m_clock, QDBusConnection::systemBus()};
        QTRY_COMPARE_WITH_TIMEOUT(ask(source).active, std::optional{true}, LimitMs);
        const PresenceFact idle = ask(source);
        QCOMPARE(idle.locked, std::optional{false});
        QVERIFY(idle.idle >= 600s && idle.idle < 660s);
        terminal.type("hello\r");
        QTRY_VERIFY_WITH_TIMEOUT(ask(source).idle < 60s, LimitMs);
    }

    void ofAGraphicalSessionItKnowsTheHintsAndSaysWhenTheyChange()
    {
        LogindSession session;
        QCOMPARE(session.begin(u"x11"_s, {}), QString{});
        LogindSource source{caller(session.id()), m_clock, QDBusConnection::systemBus()};
        source.listen(true);
        QTRY_COMPARE_WITH_TIMEOUT(asked(source), u"not locked, active"_s, LimitMs);
        QSignalSpy changed{&source, &PresenceSource::changed};
        QCOMPARE(session.set(u"SetLockedHint"_s, true), QString{});
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), LimitMs);
        QCOMPARE(asked(source), u"locked, active"_s);
        changed.clear();
        QCOMPARE(session.set(u"SetIdleHint"_s, true), QString{});
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), LimitMs);
        QCOMPARE(asked(source), u"idle hint, locked, active"_s);
        QCOMPARE(session.set(u"SetIdleHint"_s, false), QString{});
        QCOMPARE(session.set(u"SetLockedHint"_s, false), QString{});
        QTRY_COMPARE_WITH_TIMEOUT(asked(source), u"not locked, active"_s, LimitMs);
    }

    void aProgramOutsideEverySessionGetsTheUsersDisplay()
    {
        // Like programs that the user's systemd starts; one has the variable of a session that has ended.
        LogindSession display;
        QCOMPARE(display.begin(u"wayland"_s, {}), QString{});
        QCOMPARE(display.set(u"SetLockedHint"_s, true), QString{});
        for (const QString& variable : {QString{}, u"4711"_s}) {
            LogindSource source{caller(variable), m_clock, QDBusConnection::systemBus()};
            QTRY_COMPARE_WITH_TIMEOUT(asked(source), u"locked, active"_s, LimitMs);
        }
    }

    void whenItsSessionEndsAnotherIsFound()
    {
        auto first = std::make_unique<LogindSession>();
        LogindSession second;
        QCOMPARE(first->begin(u"x11"_s, {}), QString{});
        LogindSource source{caller(first->id()), m_clock, QDBusConnection::systemBus()};
        QTRY_COMPARE_WITH_TIMEOUT(asked(source), u"not locked, active"_s, LimitMs);
        QCOMPARE(second.begin(u"x11"_s, {}), QString{});
        QCOMPARE(second.set(u"SetLockedHint"_s, true), QString{});
        first.reset();
        QTRY_COMPARE_WITH_TIMEOUT(asked(source), u"locked, active"_s, LimitMs);
        second.end();
        QTRY_COMPARE_WITH_TIMEOUT(asked(source), u"this user has no session"_s, LimitMs);
    }

private:
    static LogindCaller caller(const QString& session)
    {
        return {.sessionId = session, .pid = static_cast<uint>(::getpid()), .uid = ::getuid()};
    }

    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestRealLogind)
#include "test_real_logind.moc"
