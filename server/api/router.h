// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/code_status_api.h"
#include "server/api/event_api.h"
#include "server/api/login_api.h"
#include "server/api/login_page.h"
#include "server/api/logins_api.h"
#include "server/api/parts.h"
#include "server/api/session_api.h"
#include "server/api/twilio_api.h"
#include "server/http/handler.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::server {

/// The segments of a path that its route's pattern leaves open.
using PathIds = std::vector<std::string>;

/// Which handler answers which request. Applies the limit per address and makes answers of failures.
class Router final : public Handler
{
public:
    /// What a router answers: the API, or what is asked on a listener of its own.
    enum class Serves { Api, Metrics };

    explicit Router(const Parts& parts, Serves what = Serves::Api);

    /// Never throws.
    [[nodiscard]] ApiAnswer answer(const ApiRequest& request, const std::string& requestId) noexcept override;

    /// Heartbeats alone.
    [[nodiscard]] bool answerLater(const std::shared_ptr<const ApiRequest>& request,
                                   const std::string& requestId, Done done) noexcept override;

    /// The path of /health alone asks no database.
    [[nodiscard]] bool answersAtOnce(const std::string& path) const override;
    [[nodiscard]] bool countRefused(const std::string& address) override;
    /// What matches no route could hold anything.
    [[nodiscard]] std::string pathForLog(const std::string& path) const override;

private:
    enum class Takes { Nothing, Json, Form };
    struct Route
    {
        std::string method;
        std::string pattern; ///< `{id}` and `{key}` stand for one segment each
        bool authenticated{false};
        Takes takes{Takes::Nothing};
        std::function<ApiAnswer(const ApiRequest&, const PathIds&)> handle;
        bool isTwilios{false};   ///< its signature is asked for, not a token
        bool isPage{false};      ///< people look at it in a browser, at its failures too
        bool isOperators{false}; ///< it has a token of its own
    };

    [[nodiscard]] std::vector<Route> apiRoutes();
    [[nodiscard]] ApiAnswer metrics() const;
    /// For who has the token alone.
    [[nodiscard]] ApiAnswer metricsFor(const ApiRequest& request) const;
    [[nodiscard]] ApiAnswer dispatch(const ApiRequest& request, const std::string& requestId);
    /// What `work` answers, or the answer to how it failed; counted.
    [[nodiscard]] ApiAnswer answerOrFailure(const ApiRequest& request, const std::string& requestId,
                                            const std::function<ApiAnswer()>& work) noexcept;
    [[nodiscard]] ApiAnswer tried(const ApiRequest& request, const std::string& requestId,
                                  const std::function<ApiAnswer()>& work) const noexcept;
    [[nodiscard]] ApiAnswer failure(const ApiRequest& request, const ApiError& error,
                                    const std::string& requestId) const;
    [[nodiscard]] ApiAnswer callRoute(const Route& route, const ApiRequest& request, const PathIds& ids);
    /// Throws 400 for a request that is in no form for this route.
    static void checkForm(Takes takes, const ApiRequest& request);
    [[nodiscard]] static ApiAnswer health();
    [[nodiscard]] ApiAnswer ready(const ApiRequest& request);
    void countAnonymous(const ApiRequest& request);

    const Parts& m_parts;
    const Instant m_startedAt;
    LoginApi m_login;
    LoginPage m_loginPage;
    LoginsApi m_logins;
    CodeStatusApi m_codeStatus;
    SessionApi m_sessions;
    EventApi m_events;
    TwilioApi m_twilio;
    std::vector<Route> m_routes;
};

} // namespace tocsin::server
