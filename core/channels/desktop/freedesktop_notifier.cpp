// SPDX-License-Identifier: MIT
#include "core/channels/desktop/freedesktop_notifier.h"

#include "core/base/text.h"
#include "core/channels/desktop/freedesktop_wire.h"

#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTimer>

#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace tocsin {

namespace {

QString service()
{
    return u"org.freedesktop.Notifications"_s;
}

QString path()
{
    return u"/org/freedesktop/Notifications"_s;
}

constexpr int AnswerTimeoutMs = 10'000;
constexpr std::chrono::milliseconds IdPatience{300};
constexpr std::chrono::milliseconds LookInterval{2};
constexpr int ExpireByServer = -1;
constexpr int ExpireNever = 0;

QDBusMessage call(const QString& method)
{
    return QDBusMessage::createMethodCall(service(), path(), service(), method);
}

QString plainText(const Toast& toast)
{
    QStringList lines{plainLine(toast.body)};
    for (const QString& line : toast.lines)
        lines << plainLine(line);
    lines.removeAll(QString{});
    return lines.join(u'\n');
}

} // namespace

FreedesktopNotifier::FreedesktopNotifier(const QDBusConnection& bus, ToastImages images, ToastMemory memory,
                                         QObject* parent)
    : Notifier{parent}
    , m_bus{bus}
    , m_images{std::move(images)}
    , m_memory{std::move(memory)}
{
    qDBusRegisterMetaType<ToastImage>();
    m_bus.connect(service(), path(), service(), u"NotificationClosed"_s, this,
                  SLOT(onNotificationClosed(uint, uint)));
    m_bus.connect(service(), path(), service(), u"ActionInvoked"_s, this,
                  SLOT(onActionInvoked(uint, QString)));
    auto* watcher = new QDBusServiceWatcher{service(), m_bus, QDBusServiceWatcher::WatchForOwnerChange, this};
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this,
            [this](const QString&, const QString& oldOwner, const QString& newOwner) {
                onOwnerChanged(oldOwner, newOwner);
            });
    m_canShow = m_bus.isConnected();
    if (m_canShow)
        m_owner = m_bus.interface()->serviceOwner(service()); // the bus itself answers, at once
    askCapabilities();
}

void FreedesktopNotifier::takeOver(const QStringList& tags)
{
    const ToastMemory::Ids left = m_memory.recall(m_owner);
    for (auto it = left.begin(); it != left.end(); ++it) {
        if (tags.contains(it.key()))
            m_entries[it.key()].id = it.value();
        else
            m_bus.asyncCall(call(u"CloseNotification"_s) << it.value(), AnswerTimeoutMs);
    }
    remember();
}

void FreedesktopNotifier::remember() const
{
    ToastMemory::Ids ids;
    for (auto entry = m_entries.cbegin(); entry != m_entries.cend(); ++entry) {
        if (entry->id != 0)
            ids.insert(entry.key(), entry->id);
    }
    m_memory.remember(m_owner, ids);
}

void FreedesktopNotifier::show(const Toast& toast)
{
    // A call on a dead connection is never answered.
    if (!m_bus.isConnected()) {
        Q_EMIT failed(toast.tag, u"no session bus"_s);
        return;
    }
    if (m_hasLeft)
        return;
    Entry& entry = m_entries[toast.tag];
    entry.wanted = toast;
    entry.closeWanted = false;
    entry.failureTold = false;
    pump(toast.tag);
}

void FreedesktopNotifier::close(const QString& tag)
{
    const auto entry = m_entries.find(tag);
    if (entry == m_entries.end())
        return;
    entry->wanted.reset();
    entry->closeWanted = true;
    pump(tag);
}

NotifierCapabilities FreedesktopNotifier::capabilities() const
{
    return m_capabilities;
}

void FreedesktopNotifier::onOwnerChanged(const QString& oldOwner, const QString& newOwner)
{
    m_owner = newOwner;
    m_capabilities = {};
    m_capabilitiesKnown = false;
    // From nobody to somebody is also how bus activation looks, with our own calls on their way: those stand.
    if (!oldOwner.isEmpty())
        wantShownAgain();
    if (newOwner.isEmpty())
        askWhetherItStarts();
    else
        askCapabilities();
}

void FreedesktopNotifier::setCanShow(bool canShow)
{
    if (std::exchange(m_canShow, canShow) != canShow)
        Q_EMIT canShowChanged(canShow);
}

/// A service that has ended may be one that the bus starts again.
void FreedesktopNotifier::askWhetherItStarts()
{
    const QString bus = u"org.freedesktop.DBus"_s;
    const QDBusMessage ask =
        QDBusMessage::createMethodCall(bus, u"/org/freedesktop/DBus"_s, bus, u"ListActivatableNames"_s);
    auto* watcher = new QDBusPendingCallWatcher{m_bus.asyncCall(ask, AnswerTimeoutMs), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher* done) {
        done->deleteLater();
        const QDBusPendingReply<QStringList> reply{*done};
        if (m_owner.isEmpty()) // none has come meanwhile
            setCanShow(!reply.isError() && reply.value().contains(service()));
    });
}

// The next daemon knows nothing of what was on the screen.
void FreedesktopNotifier::wantShownAgain()
{
    ++m_generation;
    m_capabilitiesAsked = false;
    forgetEarly();
    const QStringList tags = m_entries.keys();
    for (const QString& tag : tags) {
        const auto entry = m_entries.find(tag);
        if (entry == m_entries.end()) // closed by a listener meanwhile
            continue;
        const bool isEarlierPrograms =
            entry->sent.tag.isEmpty() && !entry->wanted; // we do not know its words
        if (entry->closeWanted || isEarlierPrograms) {
            const ToastClosed why = entry->closeWanted ? ToastClosed::ByUs : ToastClosed::Unknown;
            m_entries.erase(entry);
            Q_EMIT closed(tag, why);
            continue;
        }
        entry->id = 0;
        const bool wasShown = !std::exchange(entry->inFlight, false);
        if (!entry->wanted) {
            entry->wanted = entry->sent;
            entry->wanted->isSilent |= wasShown;
        }
    }
}

void FreedesktopNotifier::askCapabilities()
{
    // The answer on its way may be older than the daemon that has just come.
    m_askAgain = m_capabilitiesAsked;
    if (m_capabilitiesAsked)
        return;
    m_capabilitiesAsked = true;
    auto* watcher =
        new QDBusPendingCallWatcher{m_bus.asyncCall(call(u"GetCapabilities"_s), AnswerTimeoutMs), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, generation = m_generation](QDBusPendingCallWatcher* done) {
                onCapabilities(generation, done);
            });
}

void FreedesktopNotifier::onCapabilities(int generation, QDBusPendingCallWatcher* call)
{
    call->deleteLater();
    if (generation != m_generation)
        return;
    m_capabilitiesAsked = false;
    const QDBusPendingReply<QStringList> reply{*call};
    m_capabilitiesKnown = !reply.isError();
    m_capabilities = reply.isError() ? NotifierCapabilities{} : capabilitiesFrom(reply.value());
    const QStringList tags = m_entries.keys();
    if (m_capabilitiesKnown || !m_askAgain)
        setCanShow(m_capabilitiesKnown);
    if (m_capabilitiesKnown) {
        for (const QString& tag : tags)
            pump(tag);
    } else if (m_askAgain) {
        askCapabilities();
    } else {
        for (const QString& tag : tags)
            giveUp(tag, reply.error());
    }
}

// Nobody there. A daemon that comes later is noticed; the next toast asks anew, too.
void FreedesktopNotifier::giveUp(const QString& tag, const QDBusError& error)
{
    const auto entry = m_entries.find(tag);
    if (entry == m_entries.end() || !entry->wanted)
        return;
    const bool isNews = !std::exchange(entry->failureTold, true);
    if (!entry->wanted->staysUntilClosed) {
        entry->wanted.reset();
        if (!entry->inFlight && entry->id == 0)
            m_entries.erase(entry);
    }
    if (isNews)
        Q_EMIT failed(tag, error.name() + u": "_s + error.message());
}

// Carries out the latest wish for this tag, one call at a time.
void FreedesktopNotifier::pump(const QString& tag)
{
    const auto entry = m_entries.find(tag);
    if (entry == m_entries.end() || entry->inFlight)
        return;
    if (entry->closeWanted) {
        finishClose(tag);
    } else if (entry->wanted) {
        // Whether the body must be escaped is known only from the capabilities.
        if (m_capabilitiesKnown)
            send(tag, *entry);
        else
            askCapabilities();
    }
}

void FreedesktopNotifier::send(const QString& tag, Entry& entry)
{
    entry.sent = *std::exchange(entry.wanted, std::nullopt);
    const Toast& toast = entry.sent;
    const QString plain = plainText(toast);
    const QString body = m_capabilities.bodyMarkup ? plain.toHtmlEscaped() : plain;
    QDBusMessage message = call(u"Notify"_s);
    message << u"Tocsin"_s << entry.id << toast.iconName << plainLine(toast.title) << body
            << actionsFor(toast) << hintsFor(toast)
            << (toast.staysUntilClosed ? ExpireNever : ExpireByServer);
    entry.inFlight = true;
    ++m_inFlight;
    auto* watcher = new QDBusPendingCallWatcher{m_bus.asyncCall(message, AnswerTimeoutMs), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, tag, generation = m_generation](QDBusPendingCallWatcher* done) {
                onNotified(tag, generation, done);
            });
}

void FreedesktopNotifier::onNotified(const QString& tag, int generation, QDBusPendingCallWatcher* call)
{
    call->deleteLater();
    --m_inFlight;
    if (generation != m_generation) {
        Q_EMIT failed(tag, u"the notification service restarted"_s);
        return;
    }
    const QDBusPendingReply<uint> reply{*call};
    const auto entry = m_entries.find(tag);
    if (entry == m_entries.end()) // the program ends, and has not waited for this one
        return;
    entry->inFlight = false;
    if (!reply.isError()) {
        entry->id = reply.value();
        remember();
        catchUp(tag);
    } else {
        if (entry->id == 0 && !entry->wanted && !entry->closeWanted)
            m_entries.erase(entry);
        Q_EMIT failed(tag, reply.error().name() + u": "_s + reply.error().message());
    }
    if (m_inFlight == 0)
        forgetEarly();
    pump(tag);
}

// Now that the id is known: what has happened to it already.
void FreedesktopNotifier::catchUp(const QString& tag)
{
    const uint id = m_entries.value(tag).id;
    const QString key = m_pressedEarly.take(id);
    const auto reason = m_closedEarly.constFind(id);
    const std::optional<uint> why =
        reason == m_closedEarly.cend() ? std::nullopt : std::optional<uint>{*reason};
    if (!key.isNull())
        onActionInvoked(id, key);
    if (why)
        onNotificationClosed(id, *why);
}

void FreedesktopNotifier::forgetEarly()
{
    m_pressedEarly.clear();
    m_closedEarly.clear();
}

/// A toast whose id is on its way could not be closed. A daemon that hangs is not waited for long.
void FreedesktopNotifier::awaitIds() const
{
    const QDeadlineTimer patience{IdPatience};
    QEventLoop loop;
    QTimer look;
    connect(&look, &QTimer::timeout, &loop, [&] {
        if (m_inFlight == 0 || patience.hasExpired())
            loop.quit();
    });
    look.start(LookInterval);
    if (m_inFlight > 0)
        loop.exec();
}

void FreedesktopNotifier::leave()
{
    m_hasLeft = true;
    awaitIds();
    closeAll();
}

FreedesktopNotifier::~FreedesktopNotifier()
{
    closeAll();
}

void FreedesktopNotifier::closeAll()
{
    for (const Entry& entry : std::as_const(m_entries)) {
        if (entry.id != 0)
            m_bus.send(call(u"CloseNotification"_s) << entry.id);
    }
    m_entries.clear();
    m_memory.remember(m_owner, {});
}

void FreedesktopNotifier::finishClose(const QString& tag)
{
    const uint id = m_entries.take(tag).id;
    if (id != 0) {
        // Its answer does not matter: an error means that the toast is gone already.
        m_bus.asyncCall(call(u"CloseNotification"_s) << id, AnswerTimeoutMs);
        remember();
    }
    Q_EMIT closed(tag, ToastClosed::ByUs);
}

void FreedesktopNotifier::onNotificationClosed(uint id, uint reason)
{
    const QString tag = tagOf(id);
    if (tag.isNull()) {
        if (m_inFlight > 0)
            m_closedEarly.insert(id, reason);
        return;
    }
    Entry& entry = m_entries[tag];
    entry.id = 0;
    // A newer toast for this tag is on its way or will be: that one is still to be closed or shown.
    if (entry.inFlight || entry.wanted)
        return;
    m_entries.remove(tag);
    remember();
    Q_EMIT closed(tag, closedReason(reason));
}

void FreedesktopNotifier::onActionInvoked(uint id, const QString& key)
{
    const QString tag = tagOf(id);
    if (!tag.isNull())
        Q_EMIT buttonPressed(tag, key);
    else if (m_inFlight > 0)
        m_pressedEarly.insert(id, key);
}

QString FreedesktopNotifier::tagOf(uint id) const
{
    for (auto entry = m_entries.cbegin(); id != 0 && entry != m_entries.cend(); ++entry) {
        if (entry->id == id)
            return entry.key();
    }
    return {};
}

QVariantMap FreedesktopNotifier::hintsFor(const Toast& toast) const
{
    QVariantMap hints{{u"urgency"_s, QVariant::fromValue(static_cast<uchar>(toast.urgency))},
                      {u"desktop-entry"_s, u"tocsin"_s}};
    if (!toast.category.isEmpty())
        hints.insert(u"category"_s, toast.category);
    if (toast.isSilent)
        hints.insert(u"suppress-sound"_s, true);
    else if (m_capabilities.sound && !toast.soundName.isEmpty())
        hints.insert(u"sound-name"_s, toast.soundName);
    if (m_images) {
        const ToastImage image = m_images(toast.iconName);
        if (!image.isNull())
            hints.insert(u"image-data"_s, QVariant::fromValue(image));
    }
    return hints;
}

QStringList FreedesktopNotifier::actionsFor(const Toast& toast) const
{
    if (!m_capabilities.buttons)
        return {};
    // "default" is a click on the toast itself; its label is shown nowhere.
    QStringList actions{u"default"_s, QString{}};
    for (const ToastButton& button : toast.buttons)
        actions << button.key << button.label;
    return actions;
}

} // namespace tocsin
