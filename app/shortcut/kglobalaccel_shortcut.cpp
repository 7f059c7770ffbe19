// SPDX-License-Identifier: MIT
#include "app/shortcut/kglobalaccel_shortcut.h"

#include "core/base/text.h"
#include "core/logging/categories.h"

#include <QDBusError>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusServiceWatcher>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr int AnswerTimeoutMs = 10'000;

/// Of setShortcut: the program is there to act on the key.
constexpr uint SetPresent = 2;
/// Of setShortcut: the keys are what "reset to default" sets.
constexpr uint IsDefault = 8;

QString service()
{
    return u"org.kde.kglobalaccel"_s;
}

// The service saves the person's key under these two: they never change.
QString component()
{
    return u"tocsin"_s;
}

QString action()
{
    return u"Open Requests"_s;
}

QStringList actionId()
{
    return {component(), action(), u"Tocsin"_s, GlobalShortcut::shownName()};
}

QDBusMessage serviceCall(const QString& method)
{
    return QDBusMessage::createMethodCall(service(), u"/kglobalaccel"_s, u"org.kde.KGlobalAccel"_s, method);
}

/// Without NoAutoloading, keys are only those of an action that the service does not know yet.
QDBusMessage setNoKeys(uint flags)
{
    QDBusMessage message = serviceCall(u"setShortcut"_s);
    message << actionId() << QVariant::fromValue(QList<int>{}) << flags;
    return message;
}

} // namespace

KGlobalAccelShortcut::KGlobalAccelShortcut(const QDBusConnection& bus, QObject* parent)
    : GlobalShortcut{parent}
    , m_bus{bus}
{}

KGlobalAccelShortcut::~KGlobalAccelShortcut()
{
    if (m_owner.isEmpty())
        return;
    QDBusMessage message = serviceCall(u"setInactive"_s);
    message << actionId();
    message.setAutoStartService(false);
    m_bus.send(message);
}

void KGlobalAccelShortcut::start()
{
    if (!m_bus.isConnected())
        return;
    auto* watcher = new QDBusServiceWatcher{service(), m_bus, QDBusServiceWatcher::WatchForOwnerChange, this};
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString&, const QString&, const QString& newOwner) { setOwner(newOwner); });
    askForOwner();
}

void KGlobalAccelShortcut::askForOwner()
{
    const QString bus = u"org.freedesktop.DBus"_s;
    QDBusMessage ask =
        QDBusMessage::createMethodCall(bus, u"/org/freedesktop/DBus"_s, bus, u"GetNameOwner"_s);
    ask << service();
    auto* watcher = new QDBusPendingCallWatcher{m_bus.asyncCall(ask, AnswerTimeoutMs), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, generation = m_generation](QDBusPendingCallWatcher* done) {
                done->deleteLater();
                if (generation != m_generation) // the signal of a change has come first
                    return;
                if (done->isError())
                    setState(false, u"%1 does not run"_s.arg(service()));
                else
                    setOwner(done->reply().arguments().value(0).toString());
            });
}

void KGlobalAccelShortcut::setOwner(const QString& owner)
{
    ++m_generation;
    m_owner = owner;
    if (owner.isEmpty())
        setState(false, u"%1 has ended"_s.arg(service()));
    else
        registerAction();
}

void KGlobalAccelShortcut::registerAction()
{
    // The names are registered each time: they may be in another language than the last time.
    QDBusMessage add = serviceCall(u"doRegister"_s);
    add << actionId();
    call(add, [this](const QDBusMessage&) {
        call(setNoKeys(IsDefault), [this](const QDBusMessage&) {
            call(setNoKeys(SetPresent), [this](const QDBusMessage&) {
                QDBusMessage find = serviceCall(u"getComponent"_s);
                find << component();
                call(find, [this](const QDBusMessage& reply) {
                    listenTo(reply.arguments().value(0).value<QDBusObjectPath>().path());
                });
            });
        });
    });
}

void KGlobalAccelShortcut::listenTo(const QString& componentPath)
{
    const QString interface = u"org.kde.kglobalaccel.Component"_s;
    const QString signal = u"globalShortcutPressed"_s;
    const char* slot = SLOT(onPressed(QString, QString, qlonglong, QDBusMessage));
    if (!m_componentPath.isEmpty())
        m_bus.disconnect({}, m_componentPath, interface, signal, this, slot);
    m_componentPath = componentPath;
    // Without the service's name: for one, QtDBus would ask the bus for its owner, and wait for that.
    const bool isOn =
        !componentPath.isEmpty() && m_bus.connect({}, componentPath, interface, signal, this, slot);
    setState(isOn, isOn ? service() : u"%1 named no component"_s.arg(service()));
}

void KGlobalAccelShortcut::onPressed(const QString& componentName, const QString& actionName,
                                     qlonglong timestamp, const QDBusMessage& message)
{
    if (m_owner.isEmpty() || message.service() != m_owner) {
        qCInfo(logApp).noquote() << "ignored:" << message.member() << "from" << message.service()
                                 << "which is not" << service();
        return;
    }
    if (!m_isOn || componentName != component() || actionName != action())
        return;
    // Under Wayland there is no time. Under X11 the end of a token of startup notification is all that is
    // needed.
    Q_EMIT activated(timestamp > 0 ? u"tocsin_TIME%1"_s.arg(timestamp) : QString{});
}

void KGlobalAccelShortcut::setState(bool isOn, const QString& status)
{
    if (m_isOn == isOn && m_status == status)
        return;
    m_isOn = isOn;
    m_status = status;
    qCInfo(logApp).noquote() << "global shortcut:" << (isOn ? "on," : "off,") << status;
    Q_EMIT changed();
}

void KGlobalAccelShortcut::call(QDBusMessage message, Reply onReply)
{
    message.setAutoStartService(false);
    auto* watcher = new QDBusPendingCallWatcher{m_bus.asyncCall(message, AnswerTimeoutMs), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, generation = m_generation, method = message.member(),
             onReply = std::move(onReply)](QDBusPendingCallWatcher* done) {
                done->deleteLater();
                if (generation != m_generation)
                    return;
                if (done->isError())
                    setState(false, u"%1, %2: %3"_s.arg(service(), method, plainLine(done->error().name())));
                else
                    onReply(done->reply());
            });
}

} // namespace tocsin
