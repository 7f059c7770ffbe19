// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QFutureWatcher>
#include <QObject>
#include <QSocketNotifier>
#include <QString>

#include <functional>
#include <memory>
#include <vector>
#include <xcb/xcb.h>

namespace tocsin {

/// An open connection to an X server.
struct XLink
{
    std::shared_ptr<xcb_connection_t> connection{}; ///< nothing: there is none
    xcb_window_t root{0};
    bool hasScreenSaver{false}; ///< the extension
    xcb_atom_t activeWindow{0}; ///< _NET_ACTIVE_WINDOW
};

/// Requests to the X server that never block: it is connected to in a thread, which may wait as long as it
/// likes, and replies are read when they come. Connects when first needed, and again after the server has
/// gone.
class XConnection final : public QObject
{
    Q_OBJECT
public:
    /// Sends one request, and returns the sequence number of its cookie; 0: it cannot be sent.
    using Request = std::function<unsigned(const XLink& link)>;
    /// Gets the reply of the request, nothing if there is none.
    using Reply = std::function<void(const void* reply)>;

    /// `display` as in DISPLAY.
    explicit XConnection(QByteArray display, QObject* parent = nullptr);

    /// `onReply` is called once, at once or later; not when this is destroyed before.
    void send(Request request, Reply onReply);

private:
    struct Waiting
    {
        unsigned sequence{0};
        Reply onReply{};
    };
    struct Queued
    {
        Request request{};
        Reply onReply{};
    };

    void connectInThread();
    void onConnected();
    void sendNow(const Request& request, Reply onReply);
    void readReplies();
    void drop();

    QByteArray m_display;
    QFutureWatcher<std::shared_ptr<XLink>> m_connecting;
    XLink m_link;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::vector<Queued> m_queued;
    std::vector<Waiting> m_waiting;
};

} // namespace tocsin
