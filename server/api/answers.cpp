// SPDX-License-Identifier: MIT
#include "server/api/answers.h"

#include "server/http/api_error.h"

#include <cctype>
#include <utility>

namespace tocsin::server {

AnswerBook::AnswerBook(const Parts& parts, Transaction& tx, std::string scope, std::string key)
    : m_parts{parts}
    , m_tx{tx}
    , m_scope{std::move(scope)}
    , m_key{std::move(key)}
{}

std::optional<std::string> AnswerBook::find() const
{
    if (m_key.empty())
        return std::nullopt;
    const auto found = m_tx.answer(m_scope, m_key, m_parts.clock.now() - m_parts.limits.idempotencySpan);
    m_requestHash = found ? found->requestHash : std::string{};
    return found ? std::optional{found->answer} : std::nullopt;
}

void AnswerBook::requireSame(const std::string& request, const std::string& asBefore) const
{
    // Those of a still older version have no hash.
    if (!m_requestHash.empty() && !m_parts.answerKeys.isHash(m_requestHash, request) &&
        (asBefore.empty() || !m_parts.answerKeys.isHash(m_requestHash, asBefore)))
        throw ApiError{409, "invalid_request", "This `Idempotency-Key` was used for another request."};
}

void AnswerBook::keep(const std::string& answer, const std::string& request) const
{
    if (!m_key.empty())
        m_tx.keepAnswer({m_scope, m_key, answer, m_parts.clock.now(),
                         request.empty() ? std::string{} : m_parts.answerKeys.hash(request)});
}

void AnswerBook::keep(const std::string& answer, int most) const
{
    keep(answer);
    m_tx.limitAnswers(m_scope, most);
}

void AnswerBook::forget() const
{
    m_tx.forgetAnswer(m_scope, m_key);
}

void checkIdempotencyKey(const std::string& key)
{
    bool good = key.empty() || key.size() == 36;
    for (size_t i = 0; i < key.size() && good; ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        good = dash ? key[i] == '-' : std::isxdigit(static_cast<unsigned char>(key[i])) != 0;
    }
    if (!good)
        throw ApiError::invalidRequest("`Idempotency-Key` is not a UUID.");
}

} // namespace tocsin::server
