// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/api/api_client.h"
#include "core/server/login/login_text.h"

#include <QTimer>

#include <chrono>
#include <list>
#include <vector>

namespace tocsin {

/// Ends a login at the server; retries while the program runs. A token goes only to the server that issued
/// it: while the API client uses another one, it waits.
class TokenRevoker final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const Expected<LogoutAnswer, ApiError>&)>;

    /// `pauses` between tries; the last one repeats.
    explicit TokenRevoker(ApiClient& api,
                          std::vector<std::chrono::milliseconds> pauses = {std::chrono::minutes{1},
                                                                           std::chrono::minutes{5},
                                                                           std::chrono::minutes{30}},
                          QObject* parent = nullptr);

    /// `firstTry` is called once, with the outcome of the first try.
    void revoke(const Secret& token, Done firstTry);
    /// One that an earlier program could not tell its server of.
    void resume(const EndedLogin& login);
    [[nodiscard]] bool isWaiting() const { return !m_waiting.empty(); }

Q_SIGNALS:
    /// A later try succeeded, or found the login gone.
    void revokedLate(const tocsin::EndedLogin& login);

private:
    void tryAgain();
    void pause();

    ApiClient& m_api;
    std::vector<std::chrono::milliseconds> m_pauses;
    std::list<EndedLogin> m_waiting;
    size_t m_tries{0};
    QPointer<ApiCall> m_call;
    QTimer m_timer;
};

} // namespace tocsin
