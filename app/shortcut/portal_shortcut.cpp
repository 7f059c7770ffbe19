// SPDX-License-Identifier: MIT
#include "app/shortcut/portal_shortcut.h"

#include "core/base/text.h"
#include "core/logging/categories.h"

#include <QDBusArgument>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusServiceWatcher>
#include <QDBusVariant>
#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

/// What BindShortcuts takes: an id and its properties.
struct PortalShortcutEntry
{
    QString id;
    QVariantMap properties;
};

QDBusArgument& operator<<(QDBusArgument& argument, const PortalShortcutEntry& entry)
{
    argument.beginStructure();
    argument << entry.id << entry.properties;
    argument.endStructure();
    return argument;
}

const QDBusArgument& operator>>(const QDBusArgument& argument, PortalShortcutEntry& entry)
{
    argument.beginStructure();
    argument >> entry.id >> entry.properties;
    argument.endStructure();
    return argument;
}

} // namespace tocsin

Q_DECLARE_METATYPE(tocsin::PortalShortcutEntry)

namespace tocsin {

namespace {

constexpr int AnswerTimeoutMs = 10'000;

/// Of a Response: the person refused.
constexpr uint Refused = 1;

constexpr auto Service = "org.freedesktop.portal.Desktop"_L1;
constexpr auto Path = "/org/freedesktop/portal/desktop"_L1;
constexpr auto Interface = "org.freedesktop.portal.GlobalShortcuts"_L1;
constexpr auto RequestInterface = "org.freedesktop.portal.Request"_L1;
constexpr auto SessionInterface = "org.freedesktop.portal.Session"_L1;

// Of the installed desktop file, without its ending.
constexpr auto DesktopFile = "tocsin"_L1;

// The desktop saves the person's key under it: it never changes.
constexpr auto Id = "open-requests"_L1;

QDBusMessage portalCall(const QString& interface, const QString& method)
{
    return QDBusMessage::createMethodCall(Service, Path, interface, method);
}

} // namespace

PortalShortcut::PortalShortcut(const QDBusConnection& bus, QObject* parent)
    : GlobalShortcut{parent}
    , m_bus{bus}
{
    qDBusRegisterMetaType<PortalShortcutEntry>();
    qDBusRegisterMetaType<QList<PortalShortcutEntry>>();
}

void PortalShortcut::start()
{
    if (!m_bus.isConnected())
        return;
    auto* watcher = new QDBusServiceWatcher{Service, m_bus, QDBusServiceWatcher::WatchForOwnerChange, this};
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString&, const QString&, const QString& newOwner) { setOwner(newOwner); });
    // From any sender: for a service's name QtDBus would ask the bus for its owner, and wait for that.
    m_bus.connect({}, Path, Interface, u"Activated"_s, this,
                  SLOT(onActivated(QDBusObjectPath, QString, qulonglong, QVariantMap, QDBusMessage)));
    const QString bus = u"org.freedesktop.DBus"_s;
    QDBusMessage ask =
        QDBusMessage::createMethodCall(bus, u"/org/freedesktop/DBus"_s, bus, u"GetNameOwner"_s);
    ask << QString{Service};
    call(
        ask, [this](const QDBusMessage& reply) { setOwner(reply.arguments().value(0).toString()); },
        [](const QDBusMessage&) {});
}

void PortalShortcut::setOwner(const QString& owner)
{
    ++m_generation;
    m_owner = owner;
    m_isOffered = false;
    leaveSession();
    if (m_isOn)
        setState(false, u"%1 has ended"_s.arg(Service));
    if (!owner.isEmpty())
        askWhetherOffered();
}

void PortalShortcut::askWhetherOffered()
{
    QDBusMessage ask = portalCall(u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
    ask << QString{Interface} << u"version"_s;
    call(
        ask,
        [this](const QDBusMessage& reply) {
            m_isOffered = reply.arguments().value(0).value<QDBusVariant>().variant().toUInt() > 0;
            if (m_isOffered && m_isWanted)
                introduce();
        },
        [](const QDBusMessage&) {});
}

void PortalShortcut::setWanted(bool isWanted)
{
    if (std::exchange(m_isWanted, isWanted) == isWanted)
        return;
    if (isWanted && m_isOffered && m_step == Step::None)
        introduce();
    // A session that is being created can only be closed when it is there.
    else if (!isWanted && m_step != Step::Introducing && m_step != Step::Creating)
        closeSession({});
}

/// An app outside a sandbox has no name for the portal otherwise. Where it cannot be registered, the portal
/// may know it from its systemd unit.
void PortalShortcut::introduce()
{
    m_step = Step::Introducing;
    QDBusMessage message = portalCall(u"org.freedesktop.host.portal.Registry"_s, u"Register"_s);
    message << QString{DesktopFile} << QVariantMap{};
    const auto next = [this](const QDBusMessage&) { createSession(); };
    call(message, next, next);
}

void PortalShortcut::createSession()
{
    if (!m_isWanted)
        return leaveSession();
    m_step = Step::Creating;
    const QString token = newToken();
    const QString sessionToken = newToken();
    m_session = pathOfToken(u"session"_s, sessionToken);
    QDBusMessage message = portalCall(Interface, u"CreateSession"_s);
    message << QVariantMap{{u"handle_token"_s, token}, {u"session_handle_token"_s, sessionToken}};
    request(message, token, [this](const QVariantMap& results) {
        // A string, by a mistake of the first version that was kept.
        if (const QString path = results.value(u"session_handle"_s).toString(); !path.isEmpty())
            m_session = path;
        m_isWanted ? bind() : closeSession({});
    });
}

void PortalShortcut::bind()
{
    m_step = Step::Binding;
    m_bus.connect({}, m_session, SessionInterface, u"Closed"_s, this, SLOT(onSessionClosed(QDBusMessage)));
    const QString token = newToken();
    QDBusMessage message = portalCall(Interface, u"BindShortcuts"_s);
    const PortalShortcutEntry entry{Id, {{u"description"_s, shownName()}}};
    message << QVariant::fromValue(QDBusObjectPath{m_session})
            << QVariant::fromValue(QList<PortalShortcutEntry>{entry}) << QString{}
            << QVariantMap{{u"handle_token"_s, token}};
    request(message, token, [this](const QVariantMap& results) { takeBound(results); });
}

void PortalShortcut::takeBound(const QVariantMap& results)
{
    m_step = Step::None;
    const auto bound = qdbus_cast<QList<PortalShortcutEntry>>(results.value(u"shortcuts"_s));
    const bool isOurs = std::any_of(bound.begin(), bound.end(),
                                    [](const PortalShortcutEntry& entry) { return entry.id == Id; });
    // Some portals do not say what they have bound.
    if (results.contains(u"shortcuts"_s) && !isOurs)
        return closeSession(u"%1: not bound"_s.arg(Service));
    setState(true, Service);
}

void PortalShortcut::closeSession(const QString& status)
{
    const auto close = [this](const QString& path, const QString& interface) {
        if (path.isEmpty())
            return;
        QDBusMessage message = QDBusMessage::createMethodCall(Service, path, interface, u"Close"_s);
        message.setAutoStartService(false);
        m_bus.send(message);
    };
    ++m_generation; // what is under way is of no interest any more
    close(m_requestPath, RequestInterface);
    close(m_session, SessionInterface);
    leaveSession();
    setState(false, status);
}

void PortalShortcut::leaveSession()
{
    listenToRequest(false);
    m_step = Step::None;
    if (!m_session.isEmpty())
        m_bus.disconnect({}, std::exchange(m_session, {}), SessionInterface, u"Closed"_s, this,
                         SLOT(onSessionClosed(QDBusMessage)));
}

QString PortalShortcut::newToken()
{
    return u"tocsin%1_%2"_s.arg(++m_tokens).arg(QRandomGenerator::global()->generate());
}

QString PortalShortcut::pathOfToken(const QString& kind, const QString& token) const
{
    QString sender = m_bus.baseService().mid(1);
    sender.replace(u'.', u'_');
    return u"%1/%2/%3/%4"_s.arg(Path, kind, sender, token);
}

void PortalShortcut::request(const QDBusMessage& message, const QString& token, Response onResponse)
{
    // Before the call: the Response may come before its reply.
    listenToRequest(false);
    m_requestPath = pathOfToken(u"request"_s, token);
    m_onResponse = std::move(onResponse);
    listenToRequest(true);
    call(
        message, [](const QDBusMessage&) {},
        [this](const QDBusMessage& error) {
            closeSession(u"%1: %2"_s.arg(Service, plainLine(error.errorName())));
        });
}

void PortalShortcut::listenToRequest(bool on)
{
    if (m_requestPath.isEmpty())
        return;
    const char* slot = SLOT(onResponse(uint, QVariantMap, QDBusMessage));
    if (on) {
        m_bus.connect({}, m_requestPath, RequestInterface, u"Response"_s, this, slot);
    } else {
        m_bus.disconnect({}, m_requestPath, RequestInterface, u"Response"_s, this, slot);
        m_requestPath.clear();
        m_onResponse = {};
    }
}

void PortalShortcut::onResponse(uint response, const QVariantMap& results, const QDBusMessage& message)
{
    if (m_owner.isEmpty() || message.service() != m_owner || message.path() != m_requestPath)
        return;
    const Response next = std::exchange(m_onResponse, {});
    listenToRequest(false);
    if (response == 0)
        return next(results);
    closeSession(response == Refused ? u"%1: refused by the person"_s.arg(Service)
                                     : u"%1: response %2"_s.arg(Service).arg(response));
    if (response == Refused) {
        m_isWanted = false;
        Q_EMIT refused();
    }
}

void PortalShortcut::onActivated(const QDBusObjectPath& session, const QString& id, qulonglong,
                                 const QVariantMap& options, const QDBusMessage& message)
{
    if (!m_isOn || message.service() != m_owner || session.path() != m_session || id != Id)
        return;
    Q_EMIT activated(options.value(u"activation_token"_s).toString());
}

void PortalShortcut::onSessionClosed(const QDBusMessage& message)
{
    if (message.service() != m_owner || message.path() != m_session)
        return;
    ++m_generation;
    leaveSession();
    setState(false, u"%1: session closed"_s.arg(Service));
}

void PortalShortcut::setState(bool isOn, const QString& status)
{
    if (m_isOn == isOn && m_status == status)
        return;
    m_isOn = isOn;
    m_status = status;
    qCInfo(logApp).noquote() << "global shortcut:" << (isOn ? "on," : "off,") << status;
    Q_EMIT changed();
}

void PortalShortcut::call(QDBusMessage message, Reply onReply, Reply onError)
{
    message.setAutoStartService(false);
    auto* watcher = new QDBusPendingCallWatcher{m_bus.asyncCall(message, AnswerTimeoutMs), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, generation = m_generation, onReply = std::move(onReply),
             onError = std::move(onError)](QDBusPendingCallWatcher* done) {
                done->deleteLater();
                if (generation != m_generation)
                    return;
                const QDBusMessage reply = done->reply();
                if (reply.type() == QDBusMessage::ReplyMessage)
                    onReply(reply);
                else
                    onError(reply);
            });
}

} // namespace tocsin
