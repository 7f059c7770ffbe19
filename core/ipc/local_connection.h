// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/frame.h"
#include "core/ipc/replies.h"

#include <QJsonObject>
#include <QLocalSocket>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace tocsin {

class LocalConnection;

/// The one answer to one request. May be copied, kept and used later; the first answer counts, and an answer
/// to a peer that has gone is dropped.
class Reply final
{
public:
    Reply() = default;
    explicit Reply(LocalConnection* connection);

    /// True while the peer waits for the answer.
    [[nodiscard]] bool isPending() const;
    /// Sends `answer` as it is.
    void send(const QJsonObject& answer) const;
    /// Sends `{"ok":true}` with `fields` beside it.
    void ok(QJsonObject fields = {}) const;
    /// `message` is for people.
    void fail(ipc::ErrorCode code, const QString& message) const;
    /// Where the connection can be held; null when the peer has gone.
    [[nodiscard]] LocalConnection* connection() const { return m_connection; }

private:
    QPointer<LocalConnection> m_connection;
};

/// One peer: a request, an answer, and a deadline for each. A connection that is held is answered twice: at
/// once, that it is to wait, and at any time later. Deletes itself when done.
class LocalConnection final : public QObject
{
    Q_OBJECT
public:
    struct Deadlines
    {
        std::chrono::milliseconds request{
            2'000}; ///< for the whole request to arrive, and the answer to leave
        std::chrono::milliseconds answer{30'000}; ///< a login needs a round trip over the network
    };

    /// Takes `socket` over.
    LocalConnection(QLocalSocket* socket, Deadlines deadlines, QObject* parent);

    /// Reads what came before we were here, and from then on what comes.
    void start();
    [[nodiscard]] bool isWaitingForAnswer() const;
    /// What has arrived already.
    void readWaiting();
    void answer(const QJsonObject& object);

    /// Asked before the connection is held: whether there is room.
    void setRoom(std::function<bool()> takeRoom) { m_takeRoom = std::move(takeRoom); }
    /// Its peer is there, of our user, and on this machine.
    [[nodiscard]] bool mayBeHeld() const { return m_mayWait && isWaitingForAnswer(); }
    /// Sends `answer`, and keeps the connection: there is no deadline from then on. False, with nothing sent,
    /// when it may not be held, or when there is no room.
    [[nodiscard]] bool hold(const QJsonObject& answer);
    /// To the peer of a connection that is held. Its receipt has a deadline.
    void sendToHeld(const QJsonObject& message);
    [[nodiscard]] bool isHeld() const { return m_stage == Stage::Held; }

Q_SIGNALS:
    void requestReceived(const QJsonObject& request, const tocsin::Reply& reply);
    /// From the peer of a connection that is held.
    void messageReceived(const QJsonObject& message);
    /// The connection is gone, whoever ended it.
    void ended();

private:
    enum class Stage : uint8_t { Reading, Answering, Held, Closing };

    void read();
    void takeRequest(const QJsonObject& request);
    void write(const QJsonObject& object);
    void refuse(FrameError error);
    void fail(ipc::ErrorCode code, const QString& message);
    void overtime();
    void end();

    QLocalSocket* m_socket;
    Deadlines m_deadlines;
    FrameReader m_reader;
    QTimer m_timer;
    std::function<bool()> m_takeRoom;
    bool m_mayWait{false};
    Stage m_stage{Stage::Reading};
};

} // namespace tocsin
