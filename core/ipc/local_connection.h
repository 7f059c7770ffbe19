// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/frame.h"
#include "core/ipc/protocol.h"

#include <QJsonObject>
#include <QLocalSocket>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
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

private:
    QPointer<LocalConnection> m_connection;
};

/// One peer: a request, an answer, and a deadline for each. Deletes itself when done.
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

Q_SIGNALS:
    void requestReceived(const QJsonObject& request, const tocsin::Reply& reply);

private:
    enum class Stage : uint8_t { Reading, Answering, Closing };

    void read();
    void refuse(FrameError error);
    void fail(ipc::ErrorCode code, const QString& message);
    void overtime();
    void end();

    QLocalSocket* m_socket;
    Deadlines m_deadlines;
    FrameReader m_reader;
    QTimer m_timer;
    Stage m_stage{Stage::Reading};
};

} // namespace tocsin
