// SPDX-License-Identifier: MIT
#include "core/system/presence/x_connection.h"

#include <QPromise>

#include <cstdlib>
#include <thread>
#include <utility>
#include <xcb/screensaver.h>
#include <xcb/xcbext.h>

namespace tocsin {

namespace {

/// A server that does not answer gets no more than these.
constexpr size_t MaxQueued{16};

struct FreeReply
{
    void operator()(void* reply) const { std::free(reply); } // NOLINT: xcb's replies come from malloc
};

/// Waits for the server, forever if it hangs.
XLink connectTo(const QByteArray& display)
{
    int screen = 0;
    XLink link{.connection = {xcb_connect(display.constData(), &screen), xcb_disconnect}};
    xcb_connection_t* connection = link.connection.get();
    if (xcb_connection_has_error(connection) != 0)
        return {};
    xcb_screen_iterator_t roots = xcb_setup_roots_iterator(xcb_get_setup(connection));
    for (int i = 0; i < screen && roots.rem > 0; ++i)
        xcb_screen_next(&roots);
    if (roots.rem == 0)
        return {};
    link.root = roots.data->root;
    const QByteArrayView name{"_NET_ACTIVE_WINDOW"};
    const auto cookie = xcb_intern_atom(connection, 0, static_cast<uint16_t>(name.size()), name.data());
    const xcb_query_extension_reply_t* extension = xcb_get_extension_data(connection, &xcb_screensaver_id);
    link.hasScreenSaver = extension != nullptr && extension->present != 0;
    const std::unique_ptr<xcb_intern_atom_reply_t, FreeReply> atom{
        xcb_intern_atom_reply(connection, cookie, nullptr)};
    link.activeWindow = atom ? atom->atom : xcb_atom_t{XCB_ATOM_NONE};
    return xcb_connection_has_error(connection) == 0 ? link : XLink{};
}

} // namespace

XConnection::XConnection(QByteArray display, QObject* parent)
    : QObject{parent}
    , m_display{std::move(display)}
{
    connect(&m_connecting, &QFutureWatcherBase::finished, this, &XConnection::onConnected);
}

void XConnection::send(Request request, Reply onReply)
{
    if (m_link.connection)
        return sendNow(request, std::move(onReply));
    if (m_queued.size() >= MaxQueued)
        return onReply(nullptr);
    m_queued.push_back({std::move(request), std::move(onReply)});
    if (m_queued.size() == 1 && !m_connecting.isRunning())
        connectInThread();
}

void XConnection::connectInThread()
{
    // Detached, and all that it uses is its own: a server that hangs must not keep this program from ending.
    auto promise = std::make_shared<QPromise<std::shared_ptr<XLink>>>();
    promise->start();
    m_connecting.setFuture(promise->future());
    std::thread{[promise, display = m_display] {
        promise->addResult(std::make_shared<XLink>(connectTo(display)));
        promise->finish();
    }}.detach();
}

void XConnection::onConnected()
{
    // Moved out, as the future would keep the connection open. takeResult() would let the promise, which the
    // thread may still hold, finish a second time.
    m_link = std::exchange(*m_connecting.result(), {});
    if (m_link.connection) {
        m_readable = std::make_unique<QSocketNotifier>(xcb_get_file_descriptor(m_link.connection.get()),
                                                       QSocketNotifier::Read);
        connect(m_readable.get(), &QSocketNotifier::activated, this, &XConnection::readReplies);
    }
    for (Queued& queued : std::exchange(m_queued, {})) {
        if (m_link.connection)
            sendNow(queued.request, std::move(queued.onReply));
        else
            queued.onReply(nullptr);
    }
}

void XConnection::sendNow(const Request& request, Reply onReply)
{
    const unsigned sequence = request(m_link);
    if (sequence == 0)
        return onReply(nullptr);
    m_waiting.push_back({sequence, std::move(onReply)});
    if (xcb_flush(m_link.connection.get()) <= 0)
        drop();
}

void XConnection::readReplies()
{
    const std::shared_ptr<xcb_connection_t> connection = m_link.connection;
    while (const auto event =
               std::unique_ptr<xcb_generic_event_t, FreeReply>{xcb_poll_for_event(connection.get())}) {
    } // none is of use; the server sends some to every program
    // What a reply leads to may send again.
    for (size_t i = 0; i < m_waiting.size() && m_link.connection == connection;) {
        void* reply = nullptr;
        xcb_generic_error_t* error = nullptr;
        if (xcb_poll_for_reply(connection.get(), m_waiting[i].sequence, &reply, &error) == 0) {
            ++i;
            continue;
        }
        const std::unique_ptr<void, FreeReply> ownsReply{reply};
        const std::unique_ptr<void, FreeReply> ownsError{error};
        const Reply onReply = std::move(m_waiting[i].onReply);
        m_waiting.erase(m_waiting.begin() + static_cast<std::ptrdiff_t>(i));
        onReply(reply);
        i = 0;
    }
    if (m_link.connection == connection && xcb_connection_has_error(connection.get()) != 0)
        drop();
}

void XConnection::drop()
{
    m_readable.reset();
    m_link = {};
    for (const Waiting& waiting : std::exchange(m_waiting, {}))
        waiting.onReply(nullptr);
}

} // namespace tocsin
