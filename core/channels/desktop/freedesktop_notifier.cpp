// SPDX-License-Identifier: MIT
#include "core/channels/desktop/freedesktop_notifier.h"

#include "core/base/text.h"
#include "core/channels/desktop/freedesktop_wire.h"
#include "core/logging/categories.h"

#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace tocsin {

namespace {

constexpr int AnswerTimeoutMs = 10'000;
constexpr std::chrono::milliseconds IdPatience{300};
constexpr std::chrono::milliseconds LookInterval{2};

bool needsPerson(const Toast& toast, const QString& key)
{
    return std::any_of(toast.buttons.begin(), toast.buttons.end(),
                       [&](const ToastButton& button) { return button.key == key && button.needsPerson; });
}

} // namespace

FreedesktopNotifier::FreedesktopNotifier(const QDBusConnection& bus, ToastImages images, ToastMemory memory,
                                         QObject* parent)
    : Notifier{parent}
    , m_bus{bus}
    , m_images{std::move(images)}
    , m_memory{std::move(memory)}
    , m_service{bus}
    , m_signals{bus}
{
    qDBusRegisterMetaType<ToastImage>();
    connect(&m_signals, &FreedesktopSignals::closed, this, &FreedesktopNotifier::onNotificationClosed);
    connect(&m_signals, &FreedesktopSignals::invoked, this, &FreedesktopNotifier::onActionInvoked);
    connect(&m_signals, &FreedesktopSignals::replied, this, &FreedesktopNotifier::onReplied);
    m_signals.setOwner(m_service.owner());
    connect(&m_service, &FreedesktopService::ownerChanged, &m_signals, &FreedesktopSignals::setOwner);
    connect(&m_service, &FreedesktopService::restarted, this, &FreedesktopNotifier::wantShownAgain);
    connect(&m_service, &FreedesktopService::canShowChanged, this, &Notifier::canShowChanged);
    connect(&m_service, &FreedesktopService::known, this, [this] {
        Q_EMIT capabilitiesChanged(); // what is shown for it now goes out at once
        const QStringList tags = m_entries.keys();
        for (const QString& tag : tags)
            pump(tag);
    });
    connect(&m_service, &FreedesktopService::unavailable, this, [this](const QDBusError& error) {
        const QStringList tags = m_entries.keys();
        for (const QString& tag : tags)
            giveUp(tag, error);
    });
}

void FreedesktopNotifier::takeOver(const QStringList& tags)
{
    const ToastMemory::Ids left = m_memory.recall(m_service.owner());
    for (auto it = left.begin(); it != left.end(); ++it) {
        if (tags.contains(it.key()))
            m_entries[it.key()].id = it.value();
        else
            m_bus.asyncCall(notificationsCall(u"CloseNotification"_s) << it.value(), AnswerTimeoutMs);
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
    m_memory.remember(m_service.owner(), ids);
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
    const bool isStillToSound = entry.wanted && !entry.wanted->isSilent;
    entry.wanted = toast;
    if (isStillToSound)
        entry.wanted->isSilent = false;
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

// The next daemon knows nothing of what was on the screen.
void FreedesktopNotifier::wantShownAgain()
{
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
        // Whether the next one can be trusted with them is not known; see capabilitiesChanged().
        entry->wanted->buttons.removeIf([](const ToastButton& button) { return button.needsPerson; });
        entry->wanted->replyLabel.clear();
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
        if (m_service.isKnown())
            send(tag, *entry);
        else
            m_service.ask();
    }
}

void FreedesktopNotifier::send(const QString& tag, Entry& entry)
{
    entry.sent = *std::exchange(entry.wanted, std::nullopt);
    const Toast& toast = entry.sent;
    QVariantMap hints = hintsFor(toast, m_service.capabilities());
    const ToastImage image = imageOf(toast.iconName);
    if (!image.isNull())
        hints.insert(u"image-data"_s, QVariant::fromValue(image));
    QDBusMessage message = notificationsCall(u"Notify"_s);
    message << u"Tocsin"_s << entry.id << toast.iconName << plainLine(toast.title)
            << bodyFor(toast, m_service.capabilities()) << actionsFor(toast, m_service.capabilities())
            << hints << expiryOf(toast);
    entry.inFlight = true;
    ++m_inFlight;
    auto* watcher = new QDBusPendingCallWatcher{m_bus.asyncCall(message, AnswerTimeoutMs), this};
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, tag, generation = m_service.generation()](QDBusPendingCallWatcher* done) {
                onNotified(tag, generation, done);
            });
}

ToastImage FreedesktopNotifier::imageOf(const QString& iconName)
{
    if (!m_images)
        return {};
    auto loaded = m_loadedImages.constFind(iconName);
    if (loaded == m_loadedImages.cend())
        loaded = m_loadedImages.insert(iconName, m_images(iconName));
    return *loaded;
}

void FreedesktopNotifier::onNotified(const QString& tag, int generation, QDBusPendingCallWatcher* call)
{
    call->deleteLater();
    --m_inFlight;
    if (generation != m_service.generation()) {
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
        // What is still to be sent takes its place in a moment.
        if (const auto now = m_entries.constFind(tag);
            now != m_entries.cend() && now->id != 0 && !now->wanted && !now->closeWanted)
            Q_EMIT presented(tag);
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
    const auto [key, token] = m_pressedEarly.take(id);
    const auto reason = m_closedEarly.constFind(id);
    const std::optional<uint> why =
        reason == m_closedEarly.cend() ? std::nullopt : std::optional<uint>{*reason};
    if (!key.isNull())
        onActionInvoked(id, key, token);
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
            m_bus.send(notificationsCall(u"CloseNotification"_s) << entry.id);
    }
    m_entries.clear();
    m_memory.remember(m_service.owner(), {});
}

void FreedesktopNotifier::finishClose(const QString& tag)
{
    const uint id = m_entries.take(tag).id;
    if (id != 0) {
        // Its answer does not matter: an error means that the toast is gone already.
        m_bus.asyncCall(notificationsCall(u"CloseNotification"_s) << id, AnswerTimeoutMs);
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
    const ToastClosed why = closedReason(reason);
    const bool isEvicted =
        why == ToastClosed::Expired && entry.sent.staysUntilClosed && m_service.capabilities().evictsOldest;
    m_entries.remove(tag);
    remember();
    Q_EMIT closed(tag, isEvicted ? ToastClosed::Evicted : why);
}

void FreedesktopNotifier::onActionInvoked(uint id, const QString& key, const QString& token)
{
    const QString tag = tagOf(id);
    if (tag.isNull()) {
        if (m_inFlight > 0)
            m_pressedEarly.insert(id, {key, token});
        else
            qCInfo(logNotify) << "a press is ignored: no notification of ours has the id" << id;
        return;
    }
    if (!actionsFor(m_entries.value(tag).sent, m_service.capabilities()).contains(key) &&
        key != "default"_L1) {
        qCInfo(logNotify).noquote() << "a press is ignored:" << tag << "has no button" << key;
        return;
    }
    if (m_service.capabilities().tokenProvesPress && token.isEmpty() &&
        needsPerson(m_entries.value(tag).sent, key)) {
        qCInfo(logNotify).noquote() << "a press is ignored:" << tag << key
                                    << "without an activation token, so by another program";
        return;
    }
    Q_EMIT buttonPressed(tag, key, token);
}

void FreedesktopNotifier::onReplied(uint id, const QString& text)
{
    const QString tag = tagOf(id);
    if (tag.isNull() || m_entries.value(tag).sent.replyLabel.isEmpty()) {
        qCInfo(logNotify) << "a reply is ignored: no notification of ours with a text field has the id" << id;
        return;
    }
    Q_EMIT replied(tag, text);
}

QString FreedesktopNotifier::tagOf(uint id) const
{
    for (auto entry = m_entries.cbegin(); id != 0 && entry != m_entries.cend(); ++entry) {
        if (entry->id == id)
            return entry.key();
    }
    return {};
}

} // namespace tocsin
