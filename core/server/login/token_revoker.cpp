// SPDX-License-Identifier: MIT
#include "core/server/login/token_revoker.h"

#include "core/logging/categories.h"

#include <algorithm>

namespace tocsin {

TokenRevoker::TokenRevoker(ApiClient& api, std::vector<std::chrono::milliseconds> pauses, QObject* parent)
    : QObject{parent}
    , m_api{api}
    , m_pauses{std::move(pauses)}
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TokenRevoker::tryAgain);
}

void TokenRevoker::revoke(const Secret& token, Done firstTry)
{
    const EndedLogin waiting{.server = m_api.serverUrl(), .token = token};
    m_api.logout(token, this, [this, waiting, firstTry = std::move(firstTry)](const auto& answer) {
        if (!answer && isTransient(answer.error().code)) {
            qCInfo(logAuth) << "the server was not told of the logout:" << answer.error().message;
            m_waiting.push_back(waiting);
            m_tries = 0;
            pause();
        }
        firstTry(answer);
    });
}

void TokenRevoker::resume(const EndedLogin& login)
{
    if (std::find(m_waiting.begin(), m_waiting.end(), login) != m_waiting.end())
        return;
    m_waiting.push_front(login);
    tryAgain();
}

void TokenRevoker::tryAgain()
{
    if (m_waiting.empty() || m_call)
        return;
    const EndedLogin first = m_waiting.front();
    if (first.server != m_api.serverUrl())
        return pause();
    m_call = m_api.logout(first.token, this, [this, first](const Expected<LogoutAnswer, ApiError>& answer) {
        m_call = nullptr;
        if (!answer && isTransient(answer.error().code))
            return pause();
        m_waiting.remove(first);
        m_tries = 0;
        Q_EMIT revokedLate(first);
        tryAgain();
    });
}

void TokenRevoker::pause()
{
    if (m_pauses.empty())
        return;
    m_timer.start(m_pauses.at(std::min(m_tries, m_pauses.size() - 1)));
    ++m_tries;
    // One that waits for another server must not keep the others back.
    m_waiting.splice(m_waiting.end(), m_waiting, m_waiting.begin());
}

} // namespace tocsin
