// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/parts.h"
#include "server/http/message.h"

namespace tocsin::server {

/// From a phone number to an access token, and back (server/api/openapi.yaml).
class LoginApi final
{
public:
    explicit LoginApi(const Parts& parts)
        : m_parts{parts}
    {}

    [[nodiscard]] ApiAnswer requestCode(const ApiRequest& request);
    /// Texts a code to `number` and returns the temp_token that goes with it. Throws ApiError when it may not
    /// or cannot.
    [[nodiscard]] std::string sendCode(const std::string& number, const std::string& address);
    [[nodiscard]] ApiAnswer exchange(const ApiRequest& request);
    [[nodiscard]] ApiAnswer refresh(const ApiRequest& request);
    [[nodiscard]] ApiAnswer logOut(const ApiRequest& request);

private:
    void checkCodeLimits(Transaction& tx, const Phone& phone, const std::string& address) const;
    /// Throws what to tell when it is known by now that the code will not come.
    void requireSent(const std::string& textId) const;
    /// Counts a wrong code; how many attempts are left.
    [[nodiscard]] int countFailure(Transaction& tx, PairingCode& code) const;
    /// Whether the code may bring its login once more: to the same device, while no token of it was used.
    [[nodiscard]] bool mayRepeat(Transaction& tx, const PairingCode& code,
                                 const std::string& fingerprint) const;
    /// The login that the right code brings.
    [[nodiscard]] Login loginFor(Transaction& tx, PairingCode& code, const std::string& fingerprint) const;
    /// `replaces`: the jti of the token that it is given for; empty after a pairing.
    [[nodiscard]] ApiAnswer grantToken(Transaction& tx, const Login& login,
                                       const std::string& replaces) const;

    const Parts& m_parts;
};

} // namespace tocsin::server
