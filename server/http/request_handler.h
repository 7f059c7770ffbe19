// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/handler.h"
#include "server/http/network.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace tocsin::server {

/// Between HTTP and the handler: what a request says, what an answer looks like, a line in the access log. A
/// request that was answered later, well and soon, has no line: there is one a minute for each session.
class RequestHandler final
{
public:
    /// `host`: what it listens on.
    RequestHandler(Handler& handler, ProxyTrust trust, bool tls, const std::string& host);

    /// The whole answer. `goesOn`: the connection stays open.
    [[nodiscard]] std::string answer(const RequestHead& head, const std::string& body, const Address& peer,
                                     Deadline until, bool goesOn) const;
    /// What is still to be made an answer of, in the connection's own thread.
    struct Pending
    {
        std::string requestId;
        std::chrono::steady_clock::time_point began;
        std::optional<ApiAnswer> answer{}; ///< nothing: answer() has to be asked
        bool isUsual{false};               ///< one of those that come all the time
    };
    /// As Handler::answerLater(); `done` is called in any thread.
    [[nodiscard]] bool answerLater(const RequestHead& head, const std::string& body, const Address& peer,
                                   Deadline until, std::function<void(Pending)> done) const;
    /// The whole answer to a request that was answered later.
    [[nodiscard]] std::string finish(const RequestHead& head, const Pending& pending, bool goesOn) const;
    /// True when answer() waits for nothing.
    [[nodiscard]] bool answersAtOnce(const RequestHead& head) const;
    /// Why a request that was read is not answered, if so.
    [[nodiscard]] const Unreadable* whyRefused(const RequestHead& head, const Address& peer) const;
    /// Whether a request that is refused gets an answer: not when too many of its address were.
    [[nodiscard]] bool answersRefused(const RequestHead& head, const Address& peer) const;
    /// The answer to a request that is refused; the connection then ends. `head`: empty if it is the head
    /// that could not be read.
    [[nodiscard]] std::string refusal(const Unreadable& why, const RequestHead& head) const;

private:
    [[nodiscard]] std::string newRequestId() const;
    [[nodiscard]] ApiRequest requestOf(const RequestHead& head, const std::string& body, const Address& peer,
                                       Deadline until) const;
    /// True when a browser of this machine was led here under another name (DNS rebinding).
    [[nodiscard]] bool isMisled(const RequestHead& head, const Address& peer) const;
    [[nodiscard]] std::string written(const ApiAnswer& answer, const std::string& requestId, bool withBody,
                                      bool goesOn) const;

    Handler& m_handler;
    ProxyTrust m_trust;
    bool m_tls;
    std::string m_host;
    std::string m_idPrefix;
    mutable std::atomic<std::uint32_t> m_requests{0};
};

} // namespace tocsin::server
