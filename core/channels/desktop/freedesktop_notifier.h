// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/freedesktop_service.h"
#include "core/channels/desktop/freedesktop_signals.h"
#include "core/channels/desktop/notifier.h"
#include "core/channels/desktop/toast_image.h"
#include "core/channels/desktop/toast_memory.h"

#include <QDBusConnection>
#include <QDBusError>
#include <QHash>

#include <optional>
#include <utility>

class QDBusPendingCallWatcher;

namespace tocsin {

/// Toasts through org.freedesktop.Notifications (Desktop Notifications Specification 1.2). Never blocks: what
/// is asked while an answer is outstanding is remembered for each tag, the latest wish wins. Survives the
/// daemon's restart: what was open is shown again by the next one. Without a daemon each toast is failed()
/// once; what would stay until it is closed is kept and shown when a daemon comes, the rest has passed.
class FreedesktopNotifier final : public Notifier
{
    Q_OBJECT
public:
    explicit FreedesktopNotifier(const QDBusConnection& bus, ToastImages images = {},
                                 ToastMemory memory = ToastMemory{{}}, QObject* parent = nullptr);

    /// Takes its toasts along: nobody would close them.
    ~FreedesktopNotifier() override;
    FreedesktopNotifier(const FreedesktopNotifier&) = delete;
    FreedesktopNotifier& operator=(const FreedesktopNotifier&) = delete;

    void show(const Toast& toast) override;
    /// closed() with ByUs follows: at once, or when the daemon has said which toast that is.
    void close(const QString& tag) override;
    [[nodiscard]] uint shownId(const QString& tag) const override { return m_entries.value(tag).id; }
    [[nodiscard]] NotifierCapabilities capabilities() const override { return m_service.capabilities(); }
    /// Also while no service runs that the next toast would start.
    [[nodiscard]] bool canShow() const override { return m_service.canShow(); }
    void takeOver(const QStringList& tags) override;
    void leave() override;

private:
    struct Entry
    {
        uint id{0}; ///< the daemon's; 0: not shown
        bool inFlight{false};
        bool closeWanted{false};
        bool failureTold{false};
        std::optional<Toast> wanted{};
        Toast sent{}; ///< what was asked for last, for a daemon that has forgotten it
    };

    void onNotificationClosed(uint id, uint reason);
    void onActionInvoked(uint id, const QString& key, const QString& token);
    void onReplied(uint id, const QString& text);
    void wantShownAgain();

    void giveUp(const QString& tag, const QDBusError& error);

    void pump(const QString& tag);
    void send(const QString& tag, Entry& entry);
    void onNotified(const QString& tag, int generation, QDBusPendingCallWatcher* call);
    void catchUp(const QString& tag);
    void finishClose(const QString& tag);
    void forgetEarly();
    void awaitIds() const;
    void closeAll();
    void remember() const;
    [[nodiscard]] QString tagOf(uint id) const;
    [[nodiscard]] ToastImage imageOf(const QString& iconName);

    QDBusConnection m_bus;
    ToastImages m_images;
    QHash<QString, ToastImage> m_loadedImages; ///< by name; they are few
    ToastMemory m_memory;
    FreedesktopService m_service;
    FreedesktopSignals m_signals;
    bool m_hasLeft{false};
    int m_inFlight{0};
    QHash<QString, Entry> m_entries; ///< by tag
    // What happened to an id before we were told that it is ours: QtDBus may deliver a signal before the
    // answer that was sent ahead of it.
    QHash<uint, std::pair<QString, QString>> m_pressedEarly; ///< id -> action and token
    QHash<uint, uint> m_closedEarly;                         ///< id -> reason
};

} // namespace tocsin
