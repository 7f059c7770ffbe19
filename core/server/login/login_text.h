// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/api/api_error.h"
#include "core/server/api/api_messages.h"
#include "core/server/api/secret.h"
#include "core/server/login/login.h"

#include <QDateTime>
#include <QUrl>

#include <optional>
#include <vector>

namespace tocsin {

/// Why a login is over.
enum class LoginEnd : uint8_t { LoggedOut, Expired, Rejected, ServerChanged };

/// A login as the token store keeps it. It belongs to `server` and is sent nowhere else.
struct StoredLogin
{
    QUrl server{};
    Secret token{};
    QDateTime issuedAt{};  ///< UTC
    QDateTime expiresAt{}; ///< UTC
    QString phone{};       ///< masked
};

/// A login that the person ended, and that its server still has to be told of.
struct EndedLogin
{
    QUrl server{};
    Secret token{};

    friend bool operator==(const EndedLogin&, const EndedLogin&) = default;
};

[[nodiscard]] Secret serializeLogin(const StoredLogin& login, const std::vector<EndedLogin>& ended = {});
/// Without a login that goes on.
[[nodiscard]] Secret serializeEndedLogins(const std::vector<EndedLogin>& ended);
/// Nothing when `stored` has no login that is in use.
[[nodiscard]] std::optional<StoredLogin> parseStoredLogin(const Secret& stored);
[[nodiscard]] std::vector<EndedLogin> parseEndedLogins(const Secret& stored);

/// `phone` if it is masked, else a mask of it: full numbers must not reach the log or the UI.
[[nodiscard]] QString ensureMasked(const QString& phone);
/// Six ASCII digits.
[[nodiscard]] bool isPairingCode(const QString& code);

[[nodiscard]] LoginError loginError(ApiErrorCode code);
// Translated sentences for people.
[[nodiscard]] QString describe(LoginError error);
[[nodiscard]] QString describe(CodeProblem problem); ///< empty for None
[[nodiscard]] QString describeForLogin(const ApiError& error, const QUrl& server);
[[nodiscard]] QString describeLoginEnd(LoginEnd why); ///< empty for LoggedOut
/// What becomes of texts after a logout that the person wanted. `canNotify`: notifications can be shown.
[[nodiscard]] QString describeLogOut(bool canNotify);

} // namespace tocsin
