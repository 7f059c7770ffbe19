// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/parts.h"
#include "server/http/api_error.h"
#include "server/http/message.h"

#include <chrono>
#include <optional>

namespace tocsin::server {

/// From a phone number to an access token, and back (server/api/openapi.yaml).
class LoginApi final
{
public:
    explicit LoginApi(const Parts& parts)
        : m_parts{parts}
    {}

    [[nodiscard]] ApiAnswer requestCode(const ApiRequest& request);
    struct SentCode
    {
        std::string tempToken; ///< that goes with the code
        std::string number;    ///< as it is stored
    };
    /// Texts a code to the number. Throws ApiError when it may not or cannot.
    [[nodiscard]] SentCode sendCode(const std::string& typed, const ApiRequest& request);
    [[nodiscard]] ApiAnswer exchange(const ApiRequest& request);
    [[nodiscard]] ApiAnswer refresh(const ApiRequest& request);
    [[nodiscard]] ApiAnswer logOut(const ApiRequest& request);

private:
    /// Throws `error`, and writes down why, with the address.
    [[noreturn]] void refuse(const std::string& address, std::string_view why, const ApiError& error) const;
    /// Throws when texts to such a number are not sent.
    void checkNumber(const std::string& number, const std::string& address) const;
    /// Throws when the SMS provider has asked for a pause that a code would not outlive.
    void requireNoLongPause() const;
    /// How long the provider still wants no texts, if it does.
    [[nodiscard]] std::optional<std::chrono::seconds> delayOfCodes() const;
    /// Throws what to tell when it is known by now that the code will not come.
    void requireSent(const std::string& textId, const std::string& tempTokenHash, Deadline until) const;
    /// Counts a wrong code; how many attempts are left.
    [[nodiscard]] int countFailure(Transaction& tx, PairingCode& code, const std::string& address) const;
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
