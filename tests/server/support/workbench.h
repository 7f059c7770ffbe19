// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/access.h"
#include "server/api/housekeeping.h"
#include "server/api/router.h"
#include "server/auth/crypto.h"
#include "server/base/time_text.h"
#include "tests/server/support/test_database.h"

#include <Poco/JSON/Object.h>
#include <Poco/JSON/Parser.h>

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tocsin::server {

/// A clock that stands still until it is moved.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return m_now; }
    void advance(Duration by) { m_now += by; }

private:
    Instant m_now{std::chrono::sys_days{std::chrono::year{2026} / 2 / 1} + std::chrono::hours{14}};
};

/// Keeps texts instead of sending them.
class KeptTexts final : public SmsTransport
{
public:
    struct Text
    {
        std::string to;
        std::string body;
    };

    [[nodiscard]] SmsResult send(const Sms& sms) override
    {
        ++attempts;
        if (result.outcome == SmsResult::Outcome::Sent)
            texts.push_back({sms.to, sms.body});
        return result;
    }

    [[nodiscard]] bool answers() override
    {
        ++probes;
        return reachable;
    }

    SmsResult result{SmsResult::Outcome::Sent};
    bool reachable{true};
    size_t probes{0};
    size_t attempts{0};
    std::vector<Text> texts{};
};

/// Sends on the caller's thread, at once.
class SentAtOnce final : public TextWatch
{
public:
    explicit SentAtOnce(Outbox& outbox)
        : m_outbox{outbox}
    {}
    void settle(const std::string&, Deadline) override { sendAll(); }
    void expect(Instant) override {}
    void sendAll()
    {
        while (m_outbox.sendOne()) {
        }
    }

private:
    Outbox& m_outbox;
};

/// One answer, parsed.
struct Reply
{
    int status{0};
    std::map<std::string, std::string> headers{};
    Poco::JSON::Object::Ptr body{};

    [[nodiscard]] std::string text(const std::string& key) const { return body->getValue<std::string>(key); }
    [[nodiscard]] bool flag(const std::string& key) const { return body->getValue<bool>(key); }
    [[nodiscard]] int number(const std::string& key) const { return body->getValue<int>(key); }
};

/// Waits for what came of a beat: the login that it belongs to.
inline std::optional<std::string> loginOf(Store& store, const Beat& beat)
{
    const auto outcome = std::make_shared<std::promise<Store::BeatOutcome>>();
    store.beatLater(beat, Deadline::max(),
                    [outcome](const Store::BeatOutcome& came) { outcome->set_value(came); });
    return outcome->get_future().get().login;
}

/// The whole server but its sockets, on a database of its own, with a clock that a test moves.
class Workbench final
{
public:
    explicit Workbench(Limits with = roomy())
        : limits{std::move(with)}
    {}

    /// The contract's limits, but as many codes an hour and an address as a test likes.
    static Limits roomy()
    {
        Limits limits;
        limits.codesPerAddress = 1000;
        return limits;
    }

    Reply call(ApiRequest request)
    {
        if (request.contentType.empty())
            request.contentType = "application/json";
        const ApiAnswer answer = answerOf(router, request);
        return {answer.status, answer.headers,
                Poco::JSON::Parser{}.parse(answer.json).extract<Poco::JSON::Object::Ptr>()};
    }
    /// As a connection asks.
    static ApiAnswer answerOf(Router& router, const ApiRequest& request)
    {
        const auto later = std::make_shared<std::promise<std::optional<ApiAnswer>>>();
        if (router.answerLater(
                std::make_shared<ApiRequest>(request), "req_0",
                [later](std::optional<ApiAnswer> answer) { later->set_value(std::move(answer)); })) {
            if (auto answer = later->get_future().get())
                return std::move(*answer);
        }
        return router.answer(request, "req_0");
    }
    Reply post(const std::string& path, const std::string& body = "{}", const std::string& bearer = {},
               const std::string& key = {})
    {
        return call({.method = "POST",
                     .path = path,
                     .address = address,
                     .contentType = {},
                     .bearer = bearer,
                     .idempotencyKey = key,
                     .body = body});
    }

    Reply askCode(const std::string& phone = "+14155550123")
    {
        return post("/login", R"({"phone":")" + phone + R"(","state":"s","mode":"remote"})");
    }
    [[nodiscard]] std::string lastCode() const { return sms.texts.back().body.substr(13, 6); }
    Reply exchange(const std::string& tempToken, const std::string& code,
                   const std::string& fingerprint = "0123456789abcdef")
    {
        return post("/auth/exchange", R"({"temp_token":")" + tempToken + R"(","pairing_code":")" + code +
                                          R"(","device_fingerprint":")" + fingerprint + R"("})");
    }
    /// An access token.
    std::string logIn(const std::string& phone = "+14155550123")
    {
        const std::string tempToken = askCode(phone).text("temp_token");
        return exchange(tempToken, lastCode()).text("access_token");
    }
    Reply start(const std::string& access, const std::string& claudeId = "claude-1",
                const std::string& key = {})
    {
        return post("/sessions/start",
                    R"({"claude_session_id":")" + claudeId +
                        R"(","description":"shop","hostname":"desk","started_at":")" + isoTime(clock.now()) +
                        R"("})",
                    access, key);
    }
    /// A session that asks for a text when it falls silent.
    Reply startWatched(const std::string& access, const std::string& claudeId,
                       const std::string& host = "desk")
    {
        return post("/sessions/start",
                    R"({"claude_session_id":")" + claudeId + R"(","description":"shop","hostname":")" + host +
                        R"(","started_at":")" + isoTime(clock.now()) + R"(","notify_no_contact":true})",
                    access);
    }
    Reply event(const Reply& session, const std::string& type, const std::string& kind = {},
                Duration age = {}, const std::string& key = {})
    {
        return post("/sessions/" + session.text("monitoring_id") + "/events",
                    R"({"event_type":")" + type + R"(","timestamp":")" + isoTime(clock.now() - age) +
                        R"(","details":{"kind":")" + kind + R"(","message":"x"}})",
                    session.text("session_token"), key);
    }
    /// An event with further members, such as `"hold_seconds":60`.
    Reply eventWith(const Reply& session, const std::string& members, const std::string& kind = "question",
                    const std::string& key = {}, Duration age = {})
    {
        return post("/sessions/" + session.text("monitoring_id") + "/events",
                    R"({"event_type":")" + std::string{kind == "done" ? "done" : "waiting"} +
                        R"(","timestamp":")" + isoTime(clock.now() - age) + R"(","details":{"kind":")" +
                        kind + R"(","message":"x"})" + (members.empty() ? "" : ",") + members + "}",
                    session.text("session_token"), key);
    }
    Reply withdraw(const Reply& session, const std::string& key)
    {
        return post("/sessions/" + session.text("monitoring_id") + "/events/" + key + "/withdraw", {},
                    session.text("session_token"));
    }
    /// `more`: further members, such as `,"present":true`.
    Reply beat(const Reply& session, const std::string& more = {})
    {
        const std::string now = isoTime(clock.now());
        return post("/sessions/" + session.text("monitoring_id") + "/heartbeat",
                    R"({"timestamp":")" + now + R"(","last_activity":")" + now + R"(")" + more + "}",
                    session.text("session_token"));
    }
    Reply show(const std::string& monitoringId, const std::string& access)
    {
        return call({.method = "GET",
                     .path = "/sessions/" + monitoringId,
                     .address = address,
                     .contentType = {},
                     .bearer = access,
                     .idempotencyKey = {},
                     .body = {}});
    }
    Reply stop(const Reply& session, const std::string& key = {})
    {
        return post("/sessions/" + session.text("monitoring_id") + "/stop",
                    R"({"reason":"completed","final_state":"success","ended_at":")" + isoTime(clock.now()) +
                        R"("})",
                    session.text("session_token"), key);
    }

    Limits limits;
    ManualClock clock{};
    KeptTexts sms{};
    std::string address{"192.0.2.1"};
    TestDatabase database{};
    std::unique_ptr<Store> opened{database.open(clock)};
    Store& store{*opened};
    AccessJwt jwt{Keys{"a secret of at least thirty-two bytes"}};
    Keys codeKeys{"the key of the codes"};
    Keys sessionKeys{"the key of the session tokens"};
    Keys answerKeys{"the key of the answers"};
    RequestLimiter perAddress{clock, limits.anonymousPerMinute};
    RequestLimiter perLogin{clock, limits.loginPerMinute};
    RequestLimiter changes{clock, limits.changesPerPhone, 0, std::chrono::hours{1}};
    KnownTokens knownTokens{};
    Metrics metrics{};
    Outbox outbox{store, clock, sms, Keys{"the key of the outbox"}, limits, metrics};
    SentAtOnce sender{outbox};
    TwilioHooks hooks{"the token", "https://texts.example.com"};
    Activity activity{};
    Reachable reachable{clock.now()};
    Parts parts{store,       clock,       outbox,     sender,     limits,   jwt,
                codeKeys,    sessionKeys, answerKeys, perAddress, perLogin, changes,
                knownTokens, hooks,       activity,   reachable,  metrics,  SmsMarks::Always};
    Housekeeping housekeeping{parts};
    Router router{parts};
};

} // namespace tocsin::server
