// SPDX-License-Identifier: MIT
#include "server/api/login_page.h"

#include "server/auth/crypto.h"
#include "server/domain/form.h"
#include "server/domain/html.h"
#include "server/domain/phone.h"
#include "server/pages/pages.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace tocsin::server {

namespace {

constexpr std::string_view CookieName{"tocsin_login="};
constexpr std::chrono::minutes FormLife{30};

int64_t epoch(Instant when)
{
    return std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count();
}

/// The value of our cookie; empty unless it is one of ours in form.
std::string cookieOf(const ApiRequest& request)
{
    std::string_view rest{request.cookie};
    while (!rest.empty()) {
        std::string_view one = rest.substr(0, rest.find(';'));
        rest.remove_prefix(std::min(one.size() + 1, rest.size()));
        one.remove_prefix(std::min(one.find_first_not_of(' '), one.size()));
        if (!one.starts_with(CookieName))
            continue;
        one.remove_prefix(CookieName.size());
        if (one.size() == 32 && one.find_first_not_of("0123456789abcdef") == std::string_view::npos)
            return std::string{one};
    }
    return {};
}

/// What people type, as E.164: without the spaces, brackets and dashes, and `00` said as `+`.
std::string typedNumber(std::string_view typed)
{
    std::string number;
    for (const char c : typed) {
        if (std::string_view{" ()-./\t"}.find(c) == std::string_view::npos)
            number += c;
    }
    return number.starts_with("00") ? "+" + number.substr(2) : number;
}

ApiAnswer page(int status, std::string html, const std::string& nonce, const std::string& formAction)
{
    const std::string policy = "default-src 'none'; style-src 'nonce-" + nonce + "'; form-action " +
                               formAction + "; frame-ancestors 'none'; base-uri 'none'";
    return {status,
            std::move(html),
            {{"Content-Type", "text/html; charset=utf-8"},
             {"Content-Security-Policy", policy},
             {"Cross-Origin-Opener-Policy", "same-origin"},
             {"Referrer-Policy", "no-referrer"},
             {"X-Frame-Options", "DENY"}}};
}

} // namespace

struct LoginPage::Order
{
    LoopbackUrl callback;
    std::string state;

    /// Throws ApiError when a field is not as the contract says.
    static Order of(const FormFields& fields)
    {
        const auto again = [](const std::string& what) {
            return ApiError::invalidRequest("This link to the login is not complete (" + what +
                                            "). Begin again where it came from.");
        };
        if (field(fields, "src") != "claude")
            throw again("src");
        const auto callback = LoopbackUrl::parse(field(fields, "callback_uri"));
        if (!callback)
            throw again("callback_uri");
        const std::string state = field(fields, "state");
        if (state.empty() || state.size() > 128 ||
            !std::all_of(state.begin(), state.end(), [](char c) { return c > ' ' && c < '\x7f'; }))
            throw again("state");
        return {*callback, state};
    }
};

struct LoginPage::Form
{
    int status{200};
    std::string action; ///< as the page's own address sees it, so that a proxy may put us below a path
    std::string phone{};
    std::string error{};
};

LoginPage::LoginPage(const Parts& parts, LoginApi& login)
    : m_parts{parts}
    , m_login{login}
    , m_keys{parts.codeKeys.forUse("login form")}
{}

ApiAnswer LoginPage::show(const ApiRequest& request)
{
    const Order order = Order::of(decodedForm(request.query).value_or(FormFields{}));
    return form(request, order, {.action = "login/browser"});
}

ApiAnswer LoginPage::send(const ApiRequest& request)
{
    const FormFields fields = decodedForm(request.body).value_or(FormFields{});
    const Order order = Order::of(fields);
    Form again{.status = 400, .action = "browser", .phone = field(fields, "phone").substr(0, 40)};
    again.error = whyNotOurs(request, field(fields, "form_token"), order);
    if (!again.error.empty())
        return form(request, order, again);
    const std::string number = typedNumber(again.phone);
    if (!isE164(number)) {
        again.error = "Please write the whole number, beginning with a plus sign and the country code.";
        return form(request, order, again);
    }
    try {
        const auto sent = m_login.sendCode(number, request);
        const std::string location = order.callback.withQuery(encodedForm(
            {{"temp_token", sent.tempToken}, {"phone", maskedPhone(sent.number)}, {"state", order.state}}));
        return {302, {}, {{"Location", location}, {"Referrer-Policy", "no-referrer"}}};
    } catch (const ApiError& error) {
        again.status = error.status();
        again.error = error.what();
        if (again.error.starts_with("`phone`"))
            again.error.replace(0, std::string_view{"`phone`"}.size(), "This");
        ApiAnswer answer = form(request, order, again);
        answer.headers.merge(error.answer({}).headers); // Retry-After
        return answer;
    }
}

ApiAnswer LoginPage::problem(const ApiError& error, const std::string& requestId)
{
    const std::string nonce = randomHex(16);
    ApiAnswer answer =
        page(error.status(),
             filledPage(ProblemPageText,
                        {{"nonce", nonce},
                         {"title", error.status() == 400 ? "This link does not work" : "That did not work"},
                         {"text", error.what()},
                         {"requestId", requestId}}),
             nonce, "'none'");
    answer.headers.merge(error.answer(requestId).headers);
    return answer;
}

std::string LoginPage::formWords(const std::string& cookie, const std::string& expires, const Order& order)
{
    return cookie + "\n" + expires + "\n" + order.callback.text + "\n" + order.state;
}

std::string LoginPage::whyNotOurs(const ApiRequest& request, const std::string& token,
                                  const Order& order) const
{
    const std::string cookie = cookieOf(request);
    if (cookie.empty())
        return "Your browser did not send our cookie back. Please allow cookies for this address and try "
               "again.";
    const size_t dot = std::min(token.find('.'), token.size());
    const std::string expires = token.substr(0, dot);
    const std::string hash = token.substr(std::min(dot + 1, token.size()));
    int64_t until = 0;
    std::from_chars(expires.data(), expires.data() + expires.size(), until);
    if (!m_keys.isHash(hash, formWords(cookie, expires, order)) || until < epoch(m_parts.clock.now()))
        return "This page was open for too long. Please try again.";
    return {};
}

ApiAnswer LoginPage::form(const ApiRequest& request, const Order& order, const Form& form) const
{
    const std::string nonce = randomHex(16);
    const std::string known = cookieOf(request); // kept: the same login may be open in two tabs
    const std::string cookie = known.empty() ? randomHex(16) : known;
    const std::string expires = std::to_string(epoch(m_parts.clock.now() + FormLife));
    std::string html = filledPage(
        LoginPageText, {{"nonce", nonce},
                        {"action", form.action},
                        {"titlePrefix", form.error.empty() ? "" : "Problem: "},
                        {"phone", form.phone},
                        {"error", form.error},
                        {"invalid", form.error.empty() ? "false" : "true"},
                        {"src", "claude"},
                        {"callback", order.callback.text},
                        {"state", order.state},
                        {"where", order.callback.origin.substr(std::string_view{"http://"}.size())},
                        {"token", expires + "." + m_keys.hash(formWords(cookie, expires, order))}});
    // Chromium holds the redirect after the form to form-action too. It knows no IPv6 address there (CSP's
    // grammar has none), so [::1] needs the whole scheme.
    ApiAnswer answer = page(form.status, std::move(html), nonce,
                            "'self' " + (order.callback.v6 ? "http:" : order.callback.origin));
    answer.headers["Set-Cookie"] = std::string{CookieName} + cookie +
                                   "; Max-Age=" + std::to_string(std::chrono::seconds{FormLife}.count()) +
                                   "; HttpOnly; SameSite=Strict" + (request.secure ? "; Secure" : "");
    return answer;
}

} // namespace tocsin::server
