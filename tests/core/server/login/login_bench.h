// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/api/network.h"
#include "core/server/login/server_login.h"
#include "tests/support/http_script.h"
#include "tests/support/memory_token_store.h"
#include "tests/support/moved_clock.h"

#include <QNetworkAccessManager>
#include <QSignalSpy>

namespace tocsin::test {

[[nodiscard]] HttpAnswer tokenAnswer(const QString& token,
                                     std::chrono::seconds life = std::chrono::hours{36});

/// Gives a temporary token to anybody, and `code` is the right one for token-1.
[[nodiscard]] HttpAnswer pairing(const HttpRequest& request, const QString& code = QStringLiteral("123456"),
                                 int expiresIn = 600);

/// A login machine with a scripted server, a clock that can be moved and a store in memory.
struct LoginBench
{
    LoginBench();

    /// As after a new start of the program.
    void restart();
    /// False when it did not work.
    [[nodiscard]] bool logIn();
    /// Puts a login of this bench's server into the store.
    void keep(const QString& token, std::chrono::seconds since, std::chrono::seconds left);
    [[nodiscard]] QList<LoginError> errors() const;
    [[nodiscard]] qsizetype refreshes() const
    {
        return server.requests(QStringLiteral("/auth/refresh")).size();
    }

    HttpScript server;
    std::unique_ptr<QNetworkAccessManager> network{makeNetworkAccessManager()};
    ApiClient api{*network, server.url()};
    MemoryTokenStore store;
    MovedClock clock;
    /// At once and without chance; tests that need other times set them and call restart().
    RefreshTiming timing{.startSpread = std::chrono::milliseconds{0},
                         .retry = {std::chrono::milliseconds{50}},
                         .confirmation = std::chrono::milliseconds{50},
                         .jitter = [] { return 0.0; }};
    std::unique_ptr<ServerLogin> login;
    std::unique_ptr<QSignalSpy> failed;
    std::unique_ptr<QSignalSpy> ended;
};

} // namespace tocsin::test
