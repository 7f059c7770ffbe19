// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/login_api.h"
#include "server/domain/loopback_url.h"
#include "server/http/api_error.h"

#include <string>

namespace tocsin::server {

/// The login in a browser: GET /login shows a form for the number, POST /login/browser has the code texted
/// and sends the browser back to the program on the user's computer, as LoginApi::requestCode() does with
/// JSON.
///
/// Another site cannot send the form: it would need the cookie, which is SameSite, and the signature over it.
class LoginPage final
{
public:
    LoginPage(const Parts& parts, LoginApi& login);

    [[nodiscard]] ApiAnswer show(const ApiRequest& request);
    [[nodiscard]] ApiAnswer send(const ApiRequest& request);
    /// A failure as a page, for people who look at it in a browser.
    [[nodiscard]] static ApiAnswer problem(const ApiError& error, const std::string& requestId);

private:
    struct Order; ///< where to go back to, and what to say there
    struct Form;  ///< what varies in the page

    /// What a form's token is the hash of.
    [[nodiscard]] static std::string formWords(const std::string& cookie, const std::string& expires,
                                               const Order& order);
    /// Empty when the form is ours and fresh, else what to tell.
    [[nodiscard]] std::string whyNotOurs(const ApiRequest& request, const std::string& token,
                                         const Order& order) const;
    [[nodiscard]] ApiAnswer form(const ApiRequest& request, const Order& order, const Form& form) const;

    const Parts& m_parts;
    LoginApi& m_login;
    Keys m_keys; ///< sign forms
};

} // namespace tocsin::server
