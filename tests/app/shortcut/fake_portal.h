// SPDX-License-Identifier: MIT
#pragma once

#include "tests/support/fake_bus_service.h"

#include <QDBusArgument>
#include <QDBusObjectPath>
#include <QStringList>
#include <QTimer>

#include <functional>

namespace tocsin::test {

using namespace Qt::StringLiterals;

/// org.freedesktop.portal.Desktop as xdg-desktop-portal is: every answer is the Response of a request object
/// whose path follows from the caller and its token, a session takes one BindShortcuts, and an app without a
/// name none.
class FakePortal final
{
public:
    enum class Answer {
        Yes,
        None, ///< yes, but for no key
        Refused,
        Error,
        Never
    };

    FakePortal()
    {
        setOffered(true);
        m_service.on(Path, Registry, u"Register"_s, [this](const QDBusMessage& call) {
            app = call.arguments().value(0).toString();
            return QVariantList{};
        });
        m_service.on(Path, Interface, u"CreateSession"_s, [this](const QDBusMessage& call) {
            const QVariantMap options = qdbus_cast<QVariantMap>(call.arguments().value(0));
            session = pathFor(call, u"session"_s, options.value(u"session_handle_token"_s).toString());
            boundInSession = 0;
            if (app.isEmpty())
                return respond(call, options, Answer::Error, {});
            return respond(call, options, creates, {{u"session_handle"_s, session}});
        });
        m_service.on(Path, Interface, u"BindShortcuts"_s, [this](const QDBusMessage& call) {
            const bool isOurs = qdbus_cast<QDBusObjectPath>(call.arguments().value(0)).path() == session;
            bound = idsIn(call.arguments().value(1));
            const QVariantMap options = qdbus_cast<QVariantMap>(call.arguments().value(3));
            QVariantMap results;
            if (saysWhatIsBound)
                results.insert(u"shortcuts"_s, call.arguments().value(1));
            if (answer == Answer::None)
                results.insert(u"shortcuts"_s, QStringList{});
            return respond(call, options, isOurs && ++boundInSession == 1 ? answer : Answer::Error, results);
        });
    }

    [[nodiscard]] bool start()
    {
        app.clear();
        session.clear();
        return m_service.start();
    }
    void stop() { m_service.stop(); }
    void hang(bool hangs) { m_service.hang(hangs); }
    /// Whether it has the interface.
    void setOffered(bool isOffered)
    {
        m_service.on(Path, u"org.freedesktop.DBus.Properties"_s, u"Get"_s,
                     QVariant::fromValue(QDBusVariant{QVariant::fromValue(2U)}));
        if (!isOffered)
            m_service.onError(Path, u"org.freedesktop.DBus.Properties"_s, u"Get"_s,
                              u"org.freedesktop.DBus.Error.InvalidArgs"_s);
    }
    void refuseToRegister()
    {
        m_service.onError(Path, Registry, u"Register"_s, u"org.freedesktop.DBus.Error.UnknownMethod"_s);
    }
    void press(const QString& id, const QString& ofSession, const QVariantMap& options = {})
    {
        m_service.emitSignal(Path, Interface, u"Activated"_s,
                             {QVariant::fromValue(QDBusObjectPath{ofSession}), id,
                              QVariant::fromValue<qulonglong>(1), options});
    }
    void closeSession()
    {
        m_service.emitSignal(session, u"org.freedesktop.portal.Session"_s, u"Closed"_s, {});
    }
    void whenClosed(std::function<void()> then)
    {
        m_service.on(session, u"org.freedesktop.portal.Session"_s, u"Close"_s,
                     [then = std::move(then)](const QDBusMessage&) {
                         then();
                         return QVariantList{};
                     });
    }
    /// Of the latest CreateSession that Never answered.
    void sayThatItIsCreated() { m_late(); }
    [[nodiscard]] int calls(const QString& method) const { return m_service.calls(method); }
    /// As FakeBusService::settle(), for the session bus of this process.
    [[nodiscard]] bool settle() const { return m_service.settle(QDBusConnection::sessionBus()); }

    QString app;       ///< as it was registered
    QString session;   ///< its path
    QStringList bound; ///< ids
    int boundInSession{0};
    Answer answer{Answer::Yes};  ///< to BindShortcuts
    Answer creates{Answer::Yes}; ///< to CreateSession
    bool saysWhatIsBound{true};

private:
    inline static const QString Path = QStringLiteral("/org/freedesktop/portal/desktop");
    inline static const QString Interface = QStringLiteral("org.freedesktop.portal.GlobalShortcuts");
    inline static const QString Registry = QStringLiteral("org.freedesktop.host.portal.Registry");

    static QString pathFor(const QDBusMessage& call, const QString& kind, const QString& token)
    {
        return u"%1/%2/%3/%4"_s.arg(Path, kind, call.service().mid(1).replace(u'.', u'_'), token);
    }
    static QStringList idsIn(const QVariant& shortcuts)
    {
        QStringList ids;
        const auto argument = shortcuts.value<QDBusArgument>();
        argument.beginArray();
        while (!argument.atEnd()) {
            QString id;
            QVariantMap properties;
            argument.beginStructure();
            argument >> id >> properties;
            argument.endStructure();
            ids << id + u": "_s + properties.value(u"description"_s).toString();
        }
        argument.endArray();
        return ids;
    }
    QVariantList respond(const QDBusMessage& call, const QVariantMap& options, Answer how,
                         const QVariantMap& results)
    {
        const QString request = pathFor(call, u"request"_s, options.value(u"handle_token"_s).toString());
        if (how == Answer::Never) {
            m_late = [this, request, results] {
                m_service.emitSignal(request, u"org.freedesktop.portal.Request"_s, u"Response"_s,
                                     {0U, results});
            };
        } else {
            const uint code = how == Answer::Yes || how == Answer::None ? 0 : how == Answer::Refused ? 1 : 2;
            QTimer::singleShot(0, &m_service, [this, request, code, results] {
                m_service.emitSignal(request, u"org.freedesktop.portal.Request"_s, u"Response"_s,
                                     {code, results});
            });
        }
        return {QVariant::fromValue(QDBusObjectPath{request})};
    }

    std::function<void()> m_late;
    FakeBusService m_service{{QStringLiteral("org.freedesktop.portal.Desktop")}};
};

} // namespace tocsin::test
