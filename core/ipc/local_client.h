// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"
#include "core/ipc/protocol.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QJsonObject>
#include <QString>

#include <cstdint>

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

/// Sends one frame (encodeFrame) to the app and waits for its answer, blocking until `deadline` at most.
/// Works without a QCoreApplication.
[[nodiscard]] Expected<QJsonObject, ClientError> exchange(const QString& socketPath, const QByteArray& frame,
                                                          QDeadlineTimer deadline,
                                                          PeerCheck check = PeerCheck::OurUser);

} // namespace tocsin
