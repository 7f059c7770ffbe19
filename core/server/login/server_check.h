// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"
#include "core/server/api/api_error.h"
#include "core/server/api/api_messages.h"
#include "core/server/login/login.h"

#include <QString>

#include <optional>

class QUrl;

namespace tocsin {

/// Why no phone number is sent to a server.
struct ServerRefusal
{
    LoginError error{LoginError::NotOurServer};
    QString message{}; ///< a translated sentence that names the server and says what to do
};

/// Judges what `server` answered to /health; nothing if a number may be sent to it.
[[nodiscard]] std::optional<ServerRefusal> judgeServer(const Expected<HealthAnswer, ApiError>& answer,
                                                       const QUrl& server);

/// A translated sentence that names `server`, when `error` is about reaching it; else empty.
[[nodiscard]] QString serverProblem(const ApiError& error, const QUrl& server);

} // namespace tocsin
