// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"
#include "core/ipc/frame.h"
#include "core/ipc/replies.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QJsonObject>
#include <QLocalSocket>
#include <QString>

#include <cstdint>
#include <optional>

namespace tocsin {

enum class ClientError : uint8_t {
    NotRunning, ///< nothing listens there
    NotOurUser, ///< another user's program listens there, or we may not connect to it; nothing was sent
    TimedOut,   ///< connected, but no whole answer within the deadline; the request may have been taken
    BadAnswer   ///< what came back is not our protocol
};

/// For logs and scripts.
[[nodiscard]] ipc::ErrorCode errorCodeOf(ClientError error);

/// Whose program may listen at the other end.
enum class PeerCheck : uint8_t { OurUser, AnyUser };

/// A connection to the app on which more than one message may come. Blocks; works without a
/// QCoreApplication.
class HeldCall final
{
public:
    /// Connects; nothing: done.
    [[nodiscard]] std::optional<ClientError> connect(const QString& socketPath, QDeadlineTimer deadline,
                                                     PeerCheck check);
    /// Sends one frame (encodeFrame) and waits for the answer.
    [[nodiscard]] Expected<QJsonObject, ClientError> exchange(const QByteArray& frame,
                                                              QDeadlineTimer deadline);
    /// What the app sends next, however long that takes. Nothing when it has gone or sends nonsense, or when
    /// `reader`, a descriptor that we write to, is no longer read from.
    [[nodiscard]] std::optional<QJsonObject> next(int reader);
    /// As far as it can be sent before `deadline`.
    void send(const QByteArray& frame, QDeadlineTimer deadline);

private:
    [[nodiscard]] Expected<QJsonObject, ClientError> awaitAnswer(QDeadlineTimer deadline);

    QLocalSocket m_socket;
    FrameReader m_reader;
};

/// Sends one frame (encodeFrame) to the app and waits for its answer, blocking until `deadline` at most.
/// Works without a QCoreApplication.
[[nodiscard]] Expected<QJsonObject, ClientError> exchange(const QString& socketPath, const QByteArray& frame,
                                                          QDeadlineTimer deadline,
                                                          PeerCheck check = PeerCheck::OurUser);

} // namespace tocsin
