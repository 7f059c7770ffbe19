// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractNativeEventFilter>
#include <QObject>

struct xcb_connection_t;

namespace tocsin {

/// Whether an X11 panel offers a tray (freedesktop.org System Tray Protocol: the panel owns the selection
/// _NET_SYSTEM_TRAY_Sn and announces it with a MANAGER message). Asks X itself, because QSystemTrayIcon
/// caches a "no". Never available without X11.
class XEmbedWatch final : public QObject, private QAbstractNativeEventFilter
{
    Q_OBJECT
public:
    explicit XEmbedWatch(QObject* parent = nullptr);
    ~XEmbedWatch() override;

    [[nodiscard]] bool isAvailable() const;

Q_SIGNALS:
    void becameAvailable();

private:
    bool nativeEventFilter(const QByteArray& eventType, void* message, qintptr* result) override;

    xcb_connection_t* m_connection{nullptr}; ///< Qt's own
    quint32 m_managerAtom{0};
    quint32 m_trayAtom{0};
};

} // namespace tocsin
