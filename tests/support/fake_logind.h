// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/fake_bus_service.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusVariant>

#include <map>

namespace tocsin::test {

/// `(uo)` and `(so)`, as logind names users and sessions.
template<typename Id> struct LogindRef
{
    Id id{};
    QDBusObjectPath path{QStringLiteral("/")};

    friend QDBusArgument& operator<<(QDBusArgument& out, const LogindRef& ref)
    {
        out.beginStructure();
        out << ref.id << ref.path;
        out.endStructure();
        return out;
    }
    friend const QDBusArgument& operator>>(const QDBusArgument& in, LogindRef& ref)
    {
        in.beginStructure();
        in >> ref.id >> ref.path;
        in.endStructure();
        return in;
    }
};

/// systemd-logind with the sessions that a test says, on the session bus.
class FakeLogind final
{
public:
    FakeLogind()
        : m_service{{QStringLiteral("org.freedesktop.login1")}}
    {
        qDBusRegisterMetaType<LogindRef<uint>>();
        qDBusRegisterMetaType<LogindRef<QString>>();
        for (const char* method : {"GetSession", "GetSessionByPID", "GetUser"})
            m_service.onError(manager(), managerInterface(), QLatin1StringView{method},
                              QStringLiteral("org.freedesktop.login1.NoSuchSession"));
    }

    [[nodiscard]] FakeBusService& service() { return m_service; }

    [[nodiscard]] static QString pathOf(const QString& session)
    {
        return manager() + QStringLiteral("/session/") + session;
    }

    /// A session of `uid` with these properties.
    void setSession(const QString& id, uint uid, QVariantMap properties)
    {
        properties.insert(QStringLiteral("User"), QVariant::fromValue(LogindRef<uint>{uid, userPath()}));
        m_sessions[id] = properties;
        m_service.on(pathOf(id), QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("GetAll"),
                     [this, id](const QDBusMessage&) { return QVariantList{m_sessions.at(id)}; });
    }
    /// From now on GetSession finds every session by its id.
    void findById()
    {
        m_service.on(
            manager(), managerInterface(), QStringLiteral("GetSession"), [](const QDBusMessage& call) {
                return QVariantList{
                    QVariant::fromValue(QDBusObjectPath{pathOf(call.arguments().value(0).toString())})};
            });
    }
    void setSessionOfProcess(const QString& id)
    {
        m_service.on(manager(), managerInterface(), QStringLiteral("GetSessionByPID"),
                     QVariant::fromValue(QDBusObjectPath{pathOf(id)}));
    }
    void setDisplay(const QString& id)
    {
        m_service.on(manager(), managerInterface(), QStringLiteral("GetUser"),
                     QVariant::fromValue(userPath()));
        m_service.on(userPath().path(), QStringLiteral("org.freedesktop.DBus.Properties"),
                     QStringLiteral("Get"),
                     QVariant::fromValue(QDBusVariant{
                         QVariant::fromValue(LogindRef<QString>{id, QDBusObjectPath{pathOf(id)}})}));
    }
    /// As logind says it.
    void change(const QString& id, const QString& property, const QVariant& value)
    {
        m_sessions[id].insert(property, value);
        m_service.emitSignal(pathOf(id), QStringLiteral("org.freedesktop.DBus.Properties"),
                             QStringLiteral("PropertiesChanged"),
                             {QStringLiteral("org.freedesktop.login1.Session"),
                              QVariantMap{{property, value}}, QStringList{}});
    }

private:
    static QString manager() { return QStringLiteral("/org/freedesktop/login1"); }
    static QString managerInterface() { return QStringLiteral("org.freedesktop.login1.Manager"); }
    static QDBusObjectPath userPath() { return QDBusObjectPath{manager() + QStringLiteral("/user/_1000")}; }

    FakeBusService m_service;
    std::map<QString, QVariantMap> m_sessions;
};

} // namespace tocsin::test
