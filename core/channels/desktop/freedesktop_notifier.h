// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/notifier.h"
#include "core/channels/desktop/toast_image.h"
#include "core/channels/desktop/toast_memory.h"

#include <QDBusConnection>
#include <QDBusError>
#include <QHash>

#include <optional>

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
    [[nodiscard]] NotifierCapabilities capabilities() const override;
    /// Also while no service runs that the next toast would start.
    [[nodiscard]] bool canShow() const override { return m_canShow; }
    void takeOver(const QStringList& tags) override;
    void leave() override;

private Q_SLOTS:
    // Slots by name: QDBusConnection::connect knows no other way.
    void onNotificationClosed(uint id, uint reason);
    void onActionInvoked(uint id, const QString& key);

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

    void onOwnerChanged(const QString& oldOwner, const QString& newOwner);
    void wantShownAgain();

    void askCapabilities();
    void onCapabilities(int generation, QDBusPendingCallWatcher* call);
    void setCanShow(bool canShow);
    void askWhetherItStarts();
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
    [[nodiscard]] QVariantMap hintsFor(const Toast& toast) const;
    [[nodiscard]] QStringList actionsFor(const Toast& toast) const;

    QDBusConnection m_bus;
    ToastImages m_images;
    ToastMemory m_memory;
    QString m_owner; ///< the daemon's unique name
    NotifierCapabilities m_capabilities;
    bool m_capabilitiesKnown{false};
    bool m_capabilitiesAsked{false};
    bool m_askAgain{false};
    bool m_hasLeft{false};
    bool m_canShow{true};
    int m_generation{0}; ///< counts the daemon's lives: ids of an earlier one mean nothing
    int m_inFlight{0};
    QHash<QString, Entry> m_entries; ///< by tag
    // What happened to an id before we were told that it is ours: QtDBus may deliver a signal before the
    // answer that was sent ahead of it.
    QHash<uint, QString> m_pressedEarly; ///< id -> action
    QHash<uint, uint> m_closedEarly;     ///< id -> reason
};

} // namespace tocsin
