// SPDX-License-Identifier: MIT
#include "app/x11_activation.h"

#include <QGuiApplication>
#include <QWidget>

#include <cstdlib>
#include <string_view>
#include <xcb/xcb.h>

namespace tocsin {

namespace {
/// Of _NET_ACTIVE_WINDOW: an application asks, not a pager.
constexpr uint32_t FromApplication = 1;
} // namespace

void activateOnX11(const QWidget& window, quint32 time)
{
    const auto* x11 = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    if (x11 == nullptr)
        return;
    xcb_connection_t* connection = x11->connection();
    constexpr std::string_view Name = "_NET_ACTIVE_WINDOW";
    const auto cookie = xcb_intern_atom(connection, 0, Name.size(), Name.data());
    xcb_intern_atom_reply_t* reply = xcb_intern_atom_reply(connection, cookie, nullptr);
    if (reply == nullptr)
        return;
    xcb_client_message_event_t event{};
    event.response_type = XCB_CLIENT_MESSAGE;
    event.format = 32;
    event.window = static_cast<xcb_window_t>(window.winId());
    event.type = reply->atom;
    event.data.data32[0] = FromApplication;
    event.data.data32[1] = time;
    std::free(reply); // NOLINT: xcb's replies come from malloc
    const xcb_window_t root = xcb_setup_roots_iterator(xcb_get_setup(connection)).data->root;
    xcb_send_event(connection, 0, root,
                   XCB_EVENT_MASK_SUBSTRUCTURE_NOTIFY | XCB_EVENT_MASK_SUBSTRUCTURE_REDIRECT,
                   reinterpret_cast<const char*>(&event));
    xcb_flush(connection);
}

} // namespace tocsin
