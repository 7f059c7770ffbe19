// SPDX-License-Identifier: MIT
#include "server/api/router.h"

#include "server/api/access.h"
#include "server/api/answers.h"
#include "server/api/features.h"
#include "server/api/metrics_text.h"
#include "server/auth/crypto.h"
#include "server/base/json.h"
#include "server/base/log.h"
#include "server/http/api_error.h"
#include "server/store/store_error.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <typeinfo>
#include <utility>

namespace tocsin::server {

namespace {

constexpr const char* HeartbeatPath = "/sessions/{id}/heartbeat";

/// What is before the next slash; takes it and the slash off.
std::string_view takeSegment(std::string_view& path)
{
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(path.size(), segment.size() + 1));
    return segment;
}

/// The segments that stand where the pattern has holes, or nothing when it is another path.
std::optional<PathIds> match(std::string_view pattern, std::string_view path)
{
    PathIds ids;
    if (std::count(pattern.begin(), pattern.end(), '/') != std::count(path.begin(), path.end(), '/'))
        return std::nullopt;
    while (!pattern.empty()) {
        const std::string_view wanted = takeSegment(pattern);
        const std::string_view found = takeSegment(path);
        if (wanted.starts_with('{') && !found.empty())
            ids.emplace_back(found);
        else if (wanted != found)
            return std::nullopt;
    }
    return ids;
}

/// Whether it looks like an id, so that a log may show it.
bool isPlain(const std::string& id)
{
    return id.size() <= 40 && std::all_of(id.begin(), id.end(), [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '_' || c == '-';
           });
}

/// Notes at its end, when all is committed, that the database may have changed, unless nothing came of that.
class AfterAll final
{
public:
    explicit AfterAll(Activity* activity)
        : m_activity{activity}
    {}
    AfterAll(const AfterAll&) = delete;
    AfterAll& operator=(const AfterAll&) = delete;
    ~AfterAll()
    {
        if (m_activity != nullptr)
            m_activity->note();
    }
    void nothingToDo() { m_activity = nullptr; }

private:
    Activity* m_activity;
};

bool isOfType(const std::string& contentType, std::string_view wanted)
{
    const std::string type = contentType.substr(0, contentType.find_first_of("; "));
    return type.size() == wanted.size() &&
           std::equal(type.begin(), type.end(), wanted.begin(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

} // namespace

Router::Router(const Parts& parts, Serves what)
    : m_parts{parts}
    , m_startedAt{parts.clock.now()}
    , m_login{parts}
    , m_loginPage{parts, m_login}
    , m_logins{parts}
    , m_codeStatus{parts}
    , m_sessions{parts}
    , m_events{parts}
    , m_twilio{parts}
{
    if (what == Serves::Api)
        m_routes = apiRoutes();
    else
        m_routes.push_back({"GET", "/metrics", false, Takes::Nothing,
                            [this](const ApiRequest&, const PathIds&) { return metrics(); }});
}

std::vector<Router::Route> Router::apiRoutes()
{
    std::vector<Route> routes{
        // First, for they are most of what comes.
        {"POST", HeartbeatPath, true, Takes::Json,
         [this](const ApiRequest& r, const PathIds& ids) { return m_sessions.heartbeat(r, ids.at(0)); }},
        {"GET", "/health", false, Takes::Nothing, [](const ApiRequest&, const PathIds&) { return health(); }},
        {"GET", "/ready", false, Takes::Nothing,
         [this](const ApiRequest& r, const PathIds&) { return ready(r); }},
        {"POST", "/login", false, Takes::Json,
         [this](const ApiRequest& r, const PathIds&) { return m_login.requestCode(r); }},
        {"GET", "/login/status", false, Takes::Nothing,
         [this](const ApiRequest& r, const PathIds&) { return m_codeStatus.show(r); }},
        {"GET", "/login", false, Takes::Nothing,
         [this](const ApiRequest& r, const PathIds&) { return m_loginPage.show(r); }, false, true},
        {"POST", "/login/browser", false, Takes::Form,
         [this](const ApiRequest& r, const PathIds&) { return m_loginPage.send(r); }, false, true},
        {"POST", "/auth/exchange", false, Takes::Json,
         [this](const ApiRequest& r, const PathIds&) { return m_login.exchange(r); }},
        {"POST", "/auth/refresh", true, Takes::Nothing,
         [this](const ApiRequest& r, const PathIds&) { return m_login.refresh(r); }},
        {"POST", "/auth/logout", true, Takes::Nothing,
         [this](const ApiRequest& r, const PathIds&) { return m_login.logOut(r); }},
        {"GET", "/auth/logins", true, Takes::Nothing,
         [this](const ApiRequest& r, const PathIds&) { return m_logins.list(r); }},
        {"POST", "/auth/logins/{id}/revoke", true, Takes::Nothing,
         [this](const ApiRequest& r, const PathIds& ids) { return m_logins.revoke(r, ids.at(0)); }},
        {"POST", "/sessions/start", true, Takes::Json,
         [this](const ApiRequest& r, const PathIds&) { return m_sessions.start(r); }},
        {"POST", "/sessions/{id}/events", true, Takes::Json,
         [this](const ApiRequest& r, const PathIds& ids) { return m_events.event(r, ids.at(0)); }},
        {"POST", "/sessions/{id}/events/{key}/withdraw", true, Takes::Nothing,
         [this](const ApiRequest& r, const PathIds& ids) {
             return m_events.withdraw(r, ids.at(0), ids.at(1));
         }},
        {"POST", "/sessions/{id}/stop", true, Takes::Json,
         [this](const ApiRequest& r, const PathIds& ids) { return m_sessions.stop(r, ids.at(0)); }},
        {"GET", "/sessions/{id}", true, Takes::Nothing,
         [this](const ApiRequest& r, const PathIds& ids) { return m_sessions.show(r, ids.at(0)); }},
        {"POST", "/twilio/inbound", true, Takes::Nothing,
         [this](const ApiRequest& r, const PathIds&) { return m_twilio.inbound(r); }, true},
        {"POST", "/twilio/status", true, Takes::Nothing,
         [this](const ApiRequest& r, const PathIds&) { return m_twilio.status(r); }, true},
    };
    if (!m_parts.metricsToken.empty())
        routes.push_back({"GET", "/metrics", true, Takes::Nothing,
                          [this](const ApiRequest& r, const PathIds&) { return metricsFor(r); }, false, false,
                          true});
    return routes;
}

ApiAnswer Router::answer(const ApiRequest& request, const std::string& requestId) noexcept
{
    return answerOrFailure(request, requestId, [&] { return dispatch(request, requestId); });
}

/// What may be wrong with a heartbeat is for answer() to say: this is for those that are as ever.
bool Router::answerLater(const std::shared_ptr<const ApiRequest>& request, const std::string& requestId,
                         Done done) noexcept
{
    constexpr size_t usualBody = 1024;
    if (request->method != "POST" || request->body.size() > usualBody)
        return false;
    try {
        const auto ids = match(HeartbeatPath, request->path);
        if (!ids)
            return false;
        checkForm(Takes::Json, *request);
        const std::string tokenHash = m_parts.sessionKeys.hash(request->bearer);
        requireRoom(m_parts, *request, tokenHash);
        requireToken(m_parts, *request);
        return m_sessions.beatLater(
            *request, ids->front(), tokenHash,
            [this, request, requestId, tokenHash, done = std::move(done)](const Store::BeatOutcome& outcome) {
                if (!outcome.login && !outcome.failure)
                    return done(std::nullopt);
                const AfterAll after{&m_parts.activity};
                done(answerOrFailure(*request, requestId,
                                     [&] { return m_sessions.answerTo(tokenHash, outcome); }));
            });
    } catch (const std::exception&) {
        return false;
    }
}

ApiAnswer Router::answerOrFailure(const ApiRequest& request, const std::string& requestId,
                                  const std::function<ApiAnswer()>& work) noexcept
{
    ApiAnswer answer = tried(request, requestId, work);
    const auto answerClass = static_cast<size_t>(std::clamp(answer.status / 100, 1, 5));
    ++m_parts.metrics.answers.at(answerClass - 1);
    return answer;
}

ApiAnswer Router::tried(const ApiRequest& request, const std::string& requestId,
                        const std::function<ApiAnswer()>& work) const noexcept
{
    try {
        return work();
    } catch (const ApiError& error) {
        return failure(request, error, requestId);
    } catch (const StoreUnavailable& e) {
        ++m_parts.metrics.databaseFailures;
        logLine("error", "the database is away, busy or full",
                {{"request_id", requestId}, {"why", e.what()}});
        m_parts.reachable.failed(m_parts.clock.now(), m_parts.limits.staleAfter / 5);
        return failure(request, ApiError::serverError("The database does not answer. Try again later.", 503),
                       requestId);
    } catch (const StoreError& e) {
        ++m_parts.metrics.databaseFailures;
        logLine("error", "the database refuses", {{"request_id", requestId}, {"why", e.what()}});
        return failure(request, ApiError::serverError("Something went wrong here. Try again later."),
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
        const auto ids = match(route.pattern, request.path);
        if (!ids)
            continue;
        if (route.method == method)
            return callRoute(route, request, *ids);
        allowed += (allowed.empty() ? "" : ", ") + route.method;
    }
    countAnonymous(request);
    if (allowed.empty())
        throw ApiError{404, "invalid_request", "There is nothing at this address."};
    ApiAnswer refusal = ApiError{405, "invalid_request", "Use " + allowed + " here."}.answer(requestId);
    refusal.headers["Allow"] = allowed;
    return refusal;
}

ApiAnswer Router::callRoute(const Route& route, const ApiRequest& request, const PathIds& ids)
{
    if (!route.authenticated)
        countAnonymous(request);
    try {
        checkForm(route.takes, request);
    } catch (const ApiError&) {
        if (route.authenticated)
            countAnonymous(request); // its token has not been checked
        throw;
    }
    AfterAll after{route.method == "GET" ? nullptr : &m_parts.activity};
    try {
        if (route.authenticated && !route.isTwilios) {
            requireRoom(m_parts, request, m_parts.sessionKeys.hash(request.bearer));
            if (!route.isOperators)
                requireToken(m_parts, request);
        }
        return route.handle(request, ids);
    } catch (const ApiError& error) {
        if (error.status() < 500)
            after.nothingToDo(); // it was refused
        if (route.authenticated && (error.status() == 401 || error.status() == 403))
            countAnonymous(request); // may turn the 401 into a 429: guessing tokens or signatures is not free
        throw;
    }
}

void Router::checkForm(Takes takes, const ApiRequest& request)
{
    // A web page can post a form or plain text to any address without asking; JSON it cannot.
    if (takes == Takes::Json && !isOfType(request.contentType, "application/json"))
        throw ApiError::invalidRequest("`Content-Type` is not application/json.");
    if (takes == Takes::Form && !isOfType(request.contentType, "application/x-www-form-urlencoded"))
        throw ApiError::invalidRequest("`Content-Type` is not application/x-www-form-urlencoded.");
    checkIdempotencyKey(request.idempotencyKey);
}

ApiAnswer Router::health()
{
    static const std::string answer = [] {
        JsonObject alive;
        alive.set("status", "ok")
            .set("name", std::string{ServerName})
            .set("api_version", std::string{ApiVersion});
        return alive.setList("features", features()).text();
    }();
    return {200, answer};
}

ApiAnswer Router::ready(const ApiRequest& request)
{
    int version = 0;
    m_parts.store.transact(request.until, [&](Transaction& tx) { version = tx.probe(); });
    JsonObject answer;
    answer.set("status", "ready").set("database", "ok").set("migrations", version);
    answer.set("texts", textsWord(m_parts));
    return {200, answer.text()};
}

ApiAnswer Router::metrics() const
{
    return {200, metricsText(m_parts.metrics, m_parts.limits, m_startedAt), {{"Content-Type", MetricsType}}};
}

ApiAnswer Router::metricsFor(const ApiRequest& request) const
{
    if (!equalInConstantTime(tokenHash(request.bearer), tokenHash(m_parts.metricsToken)))
        throw ApiError::unauthorized("The token of the metrics is needed.");
    return metrics();
}

void Router::countAnonymous(const ApiRequest& request)
{
    if (const auto until = m_parts.perAddress.count(request.address))
        throw ApiError::rateLimited("Too many requests. Try again later.", m_parts.clock.now(), *until);
}

bool Router::answersAtOnce(const std::string& path) const
{
    return path == "/health";
}

bool Router::countRefused(const std::string& address)
{
    return !m_parts.perAddress.count(address);
}

std::string Router::pathForLog(const std::string& path) const
{
    for (const Route& route : m_routes) {
        const auto ids = match(route.pattern, path);
        if (ids && std::all_of(ids->begin(), ids->end(), isPlain))
            return path;
    }
    return "(other)";
}

} // namespace tocsin::server
