// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"
#include "core/ipc/local_client.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <functional>

namespace tocsin {

enum class RelayResult : uint8_t {
    Done,       ///< the spool is empty
    Unfinished, ///< the time was not enough for all of it
    Failed,     ///< the app did not answer
    Refused     ///< an app that does not know the request, or cannot write
};

/// Hands this machine's spool to an app on another one, oldest events first, many in one request. The app
/// reads the spool of its own machine itself; where ssh forwards the socket, only the bridge can. What the
/// app has taken is removed here. `send`: one frame and its answer.
[[nodiscard]] RelayResult
relaySpool(const QString& folder,
           const std::function<Expected<QJsonObject, ClientError>(const QByteArray& frame)>& send,
           const QDeadlineTimer& deadline);

} // namespace tocsin
