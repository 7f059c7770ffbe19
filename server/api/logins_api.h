// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/parts.h"
#include "server/http/message.h"

#include <string>

namespace tocsin::server {

/// Ends a login, its tokens and its sessions; how many sessions. Texts that it holds are not sent.
int endLogin(Transaction& tx, const std::string& loginId, Instant now);

/// When a login was last used, as far as it is known.
[[nodiscard]] Instant lastUse(const Login& login, const LoginUse& use);

/// The logins of a phone, for who is logged in to it (server/api/openapi.yaml).
class LoginsApi final
{
public:
    explicit LoginsApi(const Parts& parts)
        : m_parts{parts}
    {}

    [[nodiscard]] ApiAnswer list(const ApiRequest& request);
    [[nodiscard]] ApiAnswer revoke(const ApiRequest& request, const std::string& loginId);

private:
    const Parts& m_parts;
};

} // namespace tocsin::server
