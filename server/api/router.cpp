// SPDX-License-Identifier: MIT
#include "server/api/router.h"

#include "server/api/answers.h"
#include "server/http/api_error.h"
#include "server/http/json.h"
#include "server/http/log.h"
#include "server/store/store_error.h"

#include <algorithm>
#include <optional>
#include <typeinfo>

namespace tocsin::server {

namespace {

constexpr std::string_view IdHole = "{id}";

/// The segment that stands where the pattern has `{id}` (empty if it has none), or nothing.
std::optional<std::string> match(std::string_view pattern, std::string_view path)
{
    const size_t hole = pattern.find(IdHole);
    if (hole == std::string_view::npos)
        return pattern == path ? std::optional{std::string{}} : std::nullopt;
    const std::string_view before = pattern.substr(0, hole);
    const std::string_view after = pattern.substr(hole + IdHole.size());
    if (path.size() <= before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after))
        return std::nullopt;
    const std::string_view id = path.substr(before.size(), path.size() - before.size() - after.size());
    return id.find('/') == std::string_view::npos ? std::optional{std::string{id}} : std::nullopt;
}

bool isOfType(const std::string& contentType, std::string_view wanted)
{
    const std::string type = contentType.substr(0, contentType.find_first_of("; "));
    return type.size() == wanted.size() &&
           std::equal(type.begin(), type.end(), wanted.begin(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

} // namespace

Router::Router(const Parts& parts)
    : m_parts{parts}
    , m_login{parts}
    , m_loginPage{parts, m_login}
    , m_sessions{parts}
    , m_events{parts}
    , m_twilio{parts}
    , m_routes{
          {"GET", "/health", false, Takes::Nothing,
           [this](const ApiRequest&, const std::string&) { return health(); }},
          {"POST", "/login", false, Takes::Json,
           [this](const ApiRequest& r, const std::string&) { return m_login.requestCode(r); }},
          {"GET", "/login", false, Takes::Nothing,
           [this](const ApiRequest& r, const std::string&) { return m_loginPage.show(r); }, true},
          {"POST", "/login/browser", false, Takes::Form,
           [this](const ApiRequest& r, const std::string&) { return m_loginPage.send(r); }, true},
          {"POST", "/auth/exchange", false, Takes::Json,
           [this](const ApiRequest& r, const std::string&) { return m_login.exchange(r); }},
          {"POST", "/auth/refresh", true, Takes::Nothing,
           [this](const ApiRequest& r, const std::string&) { return m_login.refresh(r); }},
          {"POST", "/auth/logout", true, Takes::Nothing,
           [this](const ApiRequest& r, const std::string&) { return m_login.logOut(r); }},
          {"POST", "/sessions/start", true, Takes::Json,
           [this](const ApiRequest& r, const std::string&) { return m_sessions.start(r); }},
          {"POST", "/sessions/{id}/events", true, Takes::Json,
           [this](const ApiRequest& r, const std::string& id) { return m_events.event(r, id); }},
          {"POST", "/sessions/{id}/heartbeat", true, Takes::Json,
           [this](const ApiRequest& r, const std::string& id) { return m_sessions.heartbeat(r, id); }},
          {"POST", "/sessions/{id}/stop", true, Takes::Json,
           [this](const ApiRequest& r, const std::string& id) { return m_sessions.stop(r, id); }},
          {"GET", "/sessions/{id}", true, Takes::Nothing,
           [this](const ApiRequest& r, const std::string& id) { return m_sessions.show(r, id); }},
          {"POST", "/twilio/inbound", true, Takes::Nothing,
           [this](const ApiRequest& r, const std::string&) { return m_twilio.inbound(r); }},
          {"POST", "/twilio/status", true, Takes::Nothing,
           [this](const ApiRequest& r, const std::string&) { return m_twilio.status(r); }},
      }
{}

ApiAnswer Router::answer(const ApiRequest& request, const std::string& requestId) noexcept
{
    try {
        return dispatch(request, requestId);
    } catch (const ApiError& error) {
        return failure(request, error, requestId);
    } catch (const StoreUnavailable& e) {
        logLine("error", "the database is not there", {{"request_id", requestId}, {"why", e.what()}});
        return failure(request, ApiError::serverError("The database does not answer. Try again later.", 503),
                       requestId);
    } catch (const std::exception& e) {
        // The type only: a driver's text may quote what was bound.
        logLine("error", "request failed", {{"request_id", requestId}, {"exception", typeid(e).name()}});
        return failure(request, ApiError::serverError("Something went wrong here. Try again later."),
                       requestId);
    }
}

ApiAnswer Router::failure(const ApiRequest& request, const ApiError& error,
                          const std::string& requestId) const
{
    const bool isPage = std::any_of(m_routes.begin(), m_routes.end(), [&](const Route& route) {
        return route.isPage && route.method == request.method && route.pattern == request.path;
    });
    return isPage ? LoginPage::problem(error, requestId) : error.answer(requestId);
}

ApiAnswer Router::dispatch(const ApiRequest& request, const std::string& requestId)
{
    const std::string method =
        request.method == "HEAD" ? "GET" : request.method; // the same, but for its body
    std::string allowed;
    for (const Route& route : m_routes) {
        const auto id = match(route.pattern, request.path);
        if (!id)
            continue;
        if (route.method == method)
            return callRoute(route, request, *id);
        allowed += (allowed.empty() ? "" : ", ") + route.method;
    }
    countAnonymous(request);
    if (allowed.empty())
        throw ApiError{404, "invalid_request", "There is nothing at this address."};
    ApiAnswer refusal = ApiError{405, "invalid_request", "Use " + allowed + " here."}.answer(requestId);
    refusal.headers["Allow"] = allowed;
    return refusal;
}

ApiAnswer Router::callRoute(const Route& route, const ApiRequest& request, const std::string& id)
{
    if (!route.authenticated)
        countAnonymous(request);
    // A web page can post a form or plain text to any address without asking; JSON it cannot.
    if (route.takes == Takes::Json && !isOfType(request.contentType, "application/json"))
        throw ApiError::invalidRequest("`Content-Type` is not application/json.");
    if (route.takes == Takes::Form && !isOfType(request.contentType, "application/x-www-form-urlencoded"))
        throw ApiError::invalidRequest("`Content-Type` is not application/x-www-form-urlencoded.");
    checkIdempotencyKey(request.idempotencyKey);
    try {
        return route.handle(request, id);
    } catch (const ApiError& error) {
        if (route.authenticated && (error.status() == 401 || error.status() == 403))
            countAnonymous(request); // may turn the 401 into a 429: guessing tokens or signatures is not free
        throw;
    }
}

ApiAnswer Router::health()
{
    if (!m_parts.store.healthy())
        throw ApiError::serverError("The database does not answer.", 503);
    JsonObject answer;
    answer.set("status", "ok");
    return {200, answer.text()};
}

void Router::countAnonymous(const ApiRequest& request)
{
    if (const auto until = m_parts.perAddress.count(request.address))
        throw ApiError::rateLimited("Too many requests. Try again later.", m_parts.clock.now(), *until);
}

std::string Router::pathForLog(const std::string& path) const
{
    for (const Route& route : m_routes) {
        const auto id = match(route.pattern, path);
        if (id && id->find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string::npos &&
            id->size() <= 40)
            return path;
    }
    return "(other)";
}

} // namespace tocsin::server
