// SPDX-License-Identifier: MIT
#include "app/tray/xembed_watch.h"

#include <QGuiApplication>

#include <cstdlib>
#include <memory>
#include <xcb/xcb.h>

namespace tocsin {

namespace {

struct FreeReply
{
    void operator()(void* reply) const { std::free(reply); } // NOLINT: xcb's replies come from malloc
};

template<typename Reply> using ReplyPtr = std::unique_ptr<Reply, FreeReply>;

xcb_atom_t atom(xcb_connection_t* connection, QByteArrayView name)
{
    const auto cookie = xcb_intern_atom(connection, 0, static_cast<uint16_t>(name.size()), name.constData());
    const ReplyPtr<xcb_intern_atom_reply_t> reply{xcb_intern_atom_reply(connection, cookie, nullptr)};
    return reply ? reply->atom : xcb_atom_t{XCB_ATOM_NONE};
}

} // namespace

XEmbedWatch::XEmbedWatch(QObject* parent)
    : QObject{parent}
{
    const auto* x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    if (x11 == nullptr)
        return;
    m_connection = x11->connection();
    m_managerAtom = atom(m_connection, "MANAGER");
    // Screen 0: several X screens on one display are no longer in use, and Qt looks there too.
    m_trayAtom = atom(m_connection, "_NET_SYSTEM_TRAY_S0");
    qGuiApp->installNativeEventFilter(this);
}

XEmbedWatch::~XEmbedWatch()
{
    if (m_connection != nullptr && qGuiApp != nullptr)
        qGuiApp->removeNativeEventFilter(this);
}

bool XEmbedWatch::isAvailable() const
{
    if (m_connection == nullptr)
        return false;
    const auto cookie = xcb_get_selection_owner(m_connection, m_trayAtom);
    const ReplyPtr<xcb_get_selection_owner_reply_t> reply{
        xcb_get_selection_owner_reply(m_connection, cookie, nullptr)};
    return reply && reply->owner != XCB_WINDOW_NONE;
}

// Qt subscribes to the messages of the root window, so they arrive here.
bool XEmbedWatch::nativeEventFilter(const QByteArray& eventType, void* message, qintptr*)
{
    if (eventType != "xcb_generic_event_t")
        return false;
    const auto* event = static_cast<const xcb_generic_event_t*>(message);
    if ((event->response_type & 0x7f) != XCB_CLIENT_MESSAGE)
        return false;
    const auto* client = reinterpret_cast<const xcb_client_message_event_t*>(event);
    if (client->type == m_managerAtom && client->data.data32[1] == m_trayAtom)
        Q_EMIT becameAvailable();
    return false;
}

} // namespace tocsin
