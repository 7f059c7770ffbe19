// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/parts.h"

#include <optional>
#include <string>

namespace tocsin::server {

/// The answers that requests with an Idempotency-Key got, for one scope: whose key, and for which call. Does
/// nothing for a request without a key.
class AnswerBook final
{
public:
    AnswerBook(const Parts& parts, Transaction& tx, std::string scope, std::string key);

    [[nodiscard]] std::optional<std::string> find() const;
    /// `request`: what makes it another request than one with the same key.
    void keep(const std::string& answer, const std::string& request = {}) const;
    /// Throws 409 when the answer that find() found was given to another request. `asBefore`: what an older
    /// version kept of the same one, if that was something else.
    void requireSame(const std::string& request, const std::string& asBefore = {}) const;
    /// The same, and forgets the oldest of the scope that are more than `most`.
    void keep(const std::string& answer, int most) const;
    void forget() const;

private:
    const Parts& m_parts;
    Transaction& m_tx;
    std::string m_scope;
    std::string m_key;
    mutable std::string m_requestHash{}; ///< of the answer that was found
};

/// Throws `invalid_request` unless `key` is empty or a UUID.
void checkIdempotencyKey(const std::string& key);

} // namespace tocsin::server
