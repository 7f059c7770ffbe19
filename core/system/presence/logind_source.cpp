// SPDX-License-Identifier: MIT
#include "core/system/presence/logind_source.h"

#include <QDBusArgument>
#include <QDBusObjectPath>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

QString properties()
{
    return u"org.freedesktop.DBus.Properties"_s;
}

QString sessionInterface()
{
    return u"org.freedesktop.login1.Session"_s;
}

QDBusMessage toLogind(const QString& path, const QString& interface, const QString& method)
{
    return QDBusMessage::createMethodCall(u"org.freedesktop.login1"_s, path, interface, method);
}

QDBusMessage toManager(const QString& method)
{
    return toLogind(u"/org/freedesktop/login1"_s, u"org.freedesktop.login1.Manager"_s, method);
}

QString pathIn(const QDBusMessage& reply)
{
    return reply.arguments().value(0).value<QDBusObjectPath>().path();
}

/// Of the properties `User` (uo) and `Display` (so): the first or second member. Nothing for another type.
QVariant member(const QVariant& pair, int index)
{
    if (pair.userType() != qMetaTypeId<QDBusArgument>())
        return {};
    const auto argument = pair.value<QDBusArgument>();
    if (argument.currentType() != QDBusArgument::StructureType)
        return {};
    argument.beginStructure();
    QVariant value = argument.asVariant();
    if (index == 1)
        value = argument.asVariant();
    argument.endStructure();
    return value;
}

bool isGraphical(const QVariantMap& session)
{
    const QString type = session.value(u"Type"_s).toString();
    return type == "x11"_L1 || type == "wayland"_L1 || type == "mir"_L1;
}

std::optional<bool> flag(const QVariantMap& session, const QString& name)
{
    const QVariant value = session.value(name);
    return value.typeId() == QMetaType::Bool ? std::optional{value.toBool()} : std::nullopt;
}

} // namespace

LogindSource::LogindSource(LogindCaller caller, const Clock& clock, const QDBusConnection& systemBus,
                           QObject* parent)
    : DBusPresenceSource{u"logind"_s, systemBus, parent}
    , m_caller{std::move(caller)}
    , m_clock{clock}
{}

void LogindSource::listen(bool on)
{
    if (on == m_isListening)
        return;
    m_isListening = on;
    if (!m_path.isEmpty())
        listenTo(on, m_path, properties(), u"PropertiesChanged"_s,
                 SLOT(onPropertiesChanged(QString, QVariantMap, QStringList)));
}

void LogindSource::remember(const QString& path)
{
    if (path == m_path)
        return;
    const bool wasListening = m_isListening;
    listen(false);
    m_path = path;
    listen(wasListening);
}

void LogindSource::begin()
{
    if (m_path.isEmpty())
        find(Way::SessionId);
    else
        read(m_path, Way::SessionId);
}

void LogindSource::find(Way way)
{
    QDBusMessage ask;
    switch (way) {
    case Way::SessionId:
        if (m_caller.sessionId.isEmpty())
            return find(Way::Process);
        ask = toManager(u"GetSession"_s) << m_caller.sessionId;
        break;
    case Way::Process:
        ask = toManager(u"GetSessionByPID"_s) << m_caller.pid;
        break;
    case Way::Display:
        return findDisplay();
    case Way::None:
        return fail(u"this user has no session"_s);
    }
    const Way next = way == Way::SessionId ? Way::Process : Way::Display;
    call(ask, [this, next](const QDBusMessage& reply) {
        if (!isError(reply))
            read(pathIn(reply), next);
        else if (reply.errorName().startsWith("org.freedesktop.login1."_L1)) // NoSuchSession, NoSessionForPID
            find(next);
        else
            failWith(reply);
    });
}

void LogindSource::findDisplay()
{
    call(toManager(u"GetUser"_s) << m_caller.uid, [this](const QDBusMessage& user) {
        if (isError(user))
            return find(Way::None);
        call(toLogind(pathIn(user), properties(), u"Get"_s)
                 << u"org.freedesktop.login1.User"_s << u"Display"_s,
             [this](const QDBusMessage& reply) {
                 const QVariant display = reply.arguments().value(0).value<QDBusVariant>().variant();
                 const QString path = member(display, 1).value<QDBusObjectPath>().path();
                 if (path.isEmpty() || path == "/"_L1)
                     find(Way::None);
                 else
                     read(path, Way::None);
             });
    });
}

void LogindSource::read(const QString& path, Way next)
{
    call(toLogind(path, properties(), u"GetAll"_s) << sessionInterface(),
         [this, path, next](const QDBusMessage& reply) {
             if (!isError(reply))
                 take(path, qdbus_cast<QVariantMap>(reply.arguments().value(0)), next);
             else if (QDBusError{reply}.type() == QDBusError::UnknownObject)
                 find(next);
             else
                 failWith(reply);
         });
}

void LogindSource::take(const QString& path, const QVariantMap& session, Way next)
{
    // Of a session that has ended, programs may go on; and `su` keeps the variable of another user's.
    const bool isOver = session.value(u"State"_s).toString() == "closing"_L1;
    const QVariant owner = member(session.value(u"User"_s), 0);
    if (isOver || (owner.isValid() && owner.toUInt() != m_caller.uid)) {
        remember({});
        return find(next);
    }
    remember(path);
    answer(factOf(session));
}

PresenceFact LogindSource::factOf(const QVariantMap& session) const
{
    PresenceFact fact{.locked = flag(session, u"LockedHint"_s), .active = flag(session, u"Active"_s)};
    if (isGraphical(session)) {
        // Many desktops never set it: false says nothing, and IdleSinceHint is when it was set.
        if (flag(session, u"IdleHint"_s) == std::optional{true})
            fact.idleHint = true;
        return fact;
    }
    // Of a session on a terminal, logind takes the time of the last read of that terminal.
    const qint64 sinceMs = session.value(u"IdleSinceHint"_s).toLongLong() / 1000;
    if (sinceMs > 0)
        fact.idle =
            std::chrono::milliseconds{std::max<qint64>(m_clock.nowUtc().toMSecsSinceEpoch() - sinceMs, 0)};
    return fact;
}

void LogindSource::onPropertiesChanged(const QString& interface, const QVariantMap& values,
                                       const QStringList& names)
{
    if (interface != sessionInterface())
        return;
    const QStringList all = values.keys() + names;
    const QStringList ours{u"LockedHint"_s, u"Active"_s, u"State"_s, u"IdleHint"_s};
    if (std::any_of(ours.begin(), ours.end(), [&](const QString& name) { return all.contains(name); }))
        noteChange();
}

} // namespace tocsin
