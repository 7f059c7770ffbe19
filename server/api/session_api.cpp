// SPDX-License-Identifier: MIT
#include "server/api/session_api.h"

#include "server/api/access.h"
#include "server/api/answers.h"
#include "server/api/features.h"
#include "server/api/json_body.h"
#include "server/auth/crypto.h"
#include "server/auth/session_token.h"
#include "server/base/json.h"
#include "server/base/log.h"
#include "server/base/time_text.h"
#include "server/domain/text.h"
#include "server/http/api_error.h"
#include "server/sms/held_texts.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>
#include <vector>

namespace tocsin::server {

namespace {

constexpr int MostTexts = 100; ///< of a session, in an answer

struct StartBody
{
    std::string claudeSessionId;
    std::string description;
    std::string hostname;
    Instant startedAt;
    bool notifyNoContact{false};
};

StartBody readStart(const ApiRequest& request)
{
    const JsonBody body{request.body};
    return {body.text("claude_session_id", 200),
            toUtf8(plainLine(fromUtf8(body.optionalText("description", 100).value_or(std::string{})))),
            toUtf8(plainLine(fromUtf8(body.optionalText("hostname", 255).value_or(std::string{})))),
            body.time("started_at"), body.optionalFlag("notify_no_contact").value_or(false)};
}

/// What makes it another start than one with the same key. Not when it was, nor the computer's name: clients
/// keep their key when that changes.
std::string whatStarts(const StartBody& body)
{
    return body.claudeSessionId + "\n" + body.description + "\n" + (body.notifyNoContact ? "notify" : "");
}

/// Ends the one that has been silent for longest when the login has as many sessions open as it may. Throws
/// 429 if none is silent.
void makeRoom(const Parts& parts, Transaction& tx, const Login& login, Instant now)
{
    if (tx.countOpenSessions(login.id) < parts.limits.openSessions)
        return;
    const auto silent = tx.mostSilentSession(login.id, now - parts.limits.staleAfter);
    auto session = silent ? tx.session(*silent) : std::nullopt;
    if (!session)
        throw ApiError::rateLimited(
            "This login has " + std::to_string(parts.limits.openSessions) +
                " sessions open, which is as many as it may. Stop some of them first.",
            now, now + parts.limits.staleAfter);
    session->endedAt = now;
    tx.updateSession(*session);
    tx.limitSessionTokens(session->monitoringId, now);
    endHolds(tx, tx.heldTextsOfSession(session->monitoringId), not_sent::SessionEnded);
}

/// Continues the open session of this Claude session, or begins one.
MonitoredSession sessionFor(const Parts& parts, Transaction& tx, const Login& login, const StartBody& body)
{
    const Instant now = parts.clock.now();
    auto open = tx.openSession(login.id, body.claudeSessionId);
    if (open && silentForTooLong(parts.limits, *open, now)) {
        open->endedAt = now;
        tx.updateSession(*open);
        tx.limitSessionTokens(open->monitoringId, now);
        open.reset();
    }
    if (open) {
        open->description = body.description;
        open->hostname = body.hostname;
        open->lastBeatAt = now;
        open->notifyNoContact = body.notifyNoContact;
        open->noContactTold = false;
        tx.updateSession(*open);
        return *open;
    }
    makeRoom(parts, tx, login, now);
    const MonitoredSession fresh{.monitoringId = "mon_" + randomHex(12),
                                 .loginId = login.id,
                                 .claudeSessionId = body.claudeSessionId,
                                 .description = body.description,
                                 .hostname = body.hostname,
                                 .startedAt = body.startedAt,
                                 .createdAt = now,
                                 .lastBeatAt = now,
                                 .lastActivityAt = now,
                                 .endedAt = std::nullopt,
                                 .notifyNoContact = body.notifyNoContact};
    tx.addSession(fresh);
    return fresh;
}

/// A fresh token for the session; those it had live on for a little while. Asked for again after the
/// session's end, or with an access token that is over, the answer is the same, and as dead as that.
std::string freshToken(const Parts& parts, Transaction& tx, const MonitoredSession& session, bool alive)
{
    const Instant now = parts.clock.now();
    const std::string token = newSessionToken(parts.sessionKeys);
    if (alive)
        tx.limitSessionTokens(session.monitoringId, now + parts.limits.oldSessionTokenGrace);
    const bool dead = !alive || session.endedAt;
    tx.addSessionToken(
        {parts.sessionKeys.hash(token), session.monitoringId, dead ? std::optional{now} : std::nullopt});
    return token;
}

std::string summary(const MonitoredSession& session)
{
    const auto length = session.endedAt.value_or(session.startedAt) - session.startedAt;
    JsonObject totals;
    totals.set("duration_seconds", std::chrono::floor<std::chrono::seconds>(length).count());
    totals.set("sms_sent", session.textsSent);
    totals.set("errors_encountered", session.errorsSeen);
    JsonObject answer;
    answer.set("stopped", true);
    answer.set("session_summary", totals);
    return answer.text();
}

JsonObject textEntry(const OutgoingText& text)
{
    JsonObject entry;
    entry.set("sms_id", text.id);
    entry.set("event_type", text.type);
    entry.set("kind", text.kind);
    entry.set("queued_at", isoTime(text.at));
    entry.set("sms_status", statusName(text.status));
    if (text.status == TextStatus::Held)
        entry.set("held_until", isoTime(text.dueAt));
    if (text.status >= TextStatus::Failed && !text.reason.empty())
        entry.set("reason", text.reason);
    if (text.errorCode != 0)
        entry.set("error_code", text.errorCode);
    return entry;
}

struct StopBody
{
    std::string what; ///< makes it another stop than one with the same key
    Instant endedAt;  ///< as the client says, if that can be
};

StopBody readStop(const ApiRequest& request, const MonitoredSession& session, Instant now)
{
    const JsonBody body{request.body};
    const std::string reason = body.text("reason", 100);
    const std::string finalState = body.text("final_state", 20);
    if (finalState != "success" && finalState != "error" && finalState != "cancelled")
        throw ApiError::invalidRequest("`final_state` is not success, error or cancelled.");
    const Instant latest = std::max(session.startedAt, now + std::chrono::hours{24});
    return {finalState + "\n" + reason, std::clamp(body.time("ended_at"), session.startedAt, latest)};
}

/// What a beat says, by its body.
Beat readBeat(const Parts& parts, const ApiRequest& request, const std::string& monitoringId,
              std::string tokenHash = {})
{
    const JsonBody body{request.body};
    static_cast<void>(body.time("timestamp"));
    const Instant now = parts.clock.now();
    return {.tokenHash = std::move(tokenHash),
            .monitoringId = monitoringId,
            .at = now,
            .lastActivity = body.time("last_activity"),
            .lastBeatAfter = now - parts.limits.staleAfter,
            .present = body.optionalFlag("present")};
}

/// Step by step, to say what is wrong; or it was silent for a while.
void beatAfterAll(const Parts& parts, Transaction& tx, const ApiRequest& request,
                  const std::string& monitoringId)
{
    SessionAccess access = sessionAccess(parts, tx, request, monitoringId);
    requireAlive(access);
    const Beat beat = readBeat(parts, request, monitoringId);
    access.alive = tx.reviveSession(beat);
    requireAlive(access); // it may have ended in this moment
    if (stale(parts.limits, access.session, beat.at))
        logLine("info", "a stale session beats again", {{"monitoring_id", monitoringId}});
}

ApiAnswer beating()
{
    static const std::string answer = [] {
        JsonObject active;
        active.set("status", "active").set("monitoring", true).setList("features", features());
        return active.text();
    }();
    return {200, answer};
}

} // namespace

ApiAnswer SessionApi::start(const ApiRequest& request)
{
    std::string token;
    const MonitoredSession session = inTransaction(m_parts.store, request.until, [&](Transaction& tx) {
        const LoginAccess access = loginAccess(m_parts, tx, request);
        const AnswerBook book{m_parts, tx, "start:" + access.login.id, request.idempotencyKey};
        const auto known = book.find();
        if (known) {
            const StartBody body = readStart(request);
            book.requireSame(whatStarts(body), body.claudeSessionId);
        }
        auto found = known ? tx.session(*known) : std::nullopt;
        if (!found) {
            requireAlive(access);
            const StartBody body = readStart(request);
            found = sessionFor(m_parts, tx, access.login, body);
            book.keep(found->monitoringId, whatStarts(body));
        }
        countChange(m_parts, access.login.phoneId);
        token = freshToken(m_parts, tx, *found, access.alive);
        return *found;
    });
    m_parts.knownTokens.note(m_parts.sessionKeys.hash(token), session.loginId);
    JsonObject answer;
    answer.set("session_token", token);
    answer.set("monitoring_id", session.monitoringId);
    answer.setList("features", features());
    return {200, answer.text()};
}

ApiAnswer SessionApi::show(const ApiRequest& request, const std::string& monitoringId)
{
    const auto [session, texts] = inTransaction(m_parts.store, request.until, [&](Transaction& tx) {
        return std::pair{ownSession(m_parts, tx, request, monitoringId).session,
                         tx.textsOfSession(monitoringId, MostTexts)};
    });
    std::vector<JsonObject> entries;
    for (const OutgoingText& text : texts)
        entries.push_back(textEntry(text));
    JsonObject answer;
    answer.set("monitoring_id", session.monitoringId);
    answer.set("status", session.endedAt                                       ? "ended"
                         : stale(m_parts.limits, session, m_parts.clock.now()) ? "stale"
                                                                               : "active");
    answer.set("description", session.description);
    answer.set("hostname", session.hostname);
    answer.set("started_at", isoTime(session.startedAt));
    answer.set("last_heartbeat_at", isoTime(session.lastBeatAt));
    if (session.endedAt)
        answer.set("ended_at", isoTime(*session.endedAt));
    else
        answer.setNull("ended_at");
    answer.setList("texts", entries);
    return {200, answer.text()};
}

bool SessionApi::beatLater(const ApiRequest& request, const std::string& monitoringId,
                           const std::string& tokenHash, std::function<void(const Store::BeatOutcome&)> done)
{
    std::optional<Beat> beat;
    try {
        beat = readBeat(m_parts, request, monitoringId, tokenHash);
    } catch (const ApiError&) {
        return false; // a token that is none is the graver mistake
    }
    m_parts.store.beatLater(*beat, request.until, std::move(done));
    return true;
}

ApiAnswer SessionApi::answerTo(const std::string& tokenHash, const Store::BeatOutcome& outcome)
{
    if (outcome.failure)
        std::rethrow_exception(outcome.failure);
    m_parts.reachable.heard(m_parts.clock.now());
    countRequest(m_parts, tokenHash, *outcome.login);
    return beating();
}

ApiAnswer SessionApi::heartbeat(const ApiRequest& request, const std::string& monitoringId)
{
    m_parts.store.lightly(request.until,
                          [&](Transaction& tx) { beatAfterAll(m_parts, tx, request, monitoringId); });
    m_parts.reachable.heard(m_parts.clock.now());
    return beating();
}

ApiAnswer SessionApi::stop(const ApiRequest& request, const std::string& monitoringId)
{
    return inTransaction(m_parts.store, request.until, [&](Transaction& tx) -> ApiAnswer {
        SessionAccess access = sessionAccess(m_parts, tx, request, monitoringId);
        const AnswerBook book{m_parts, tx, "stop:" + monitoringId, request.idempotencyKey};
        const Instant now = m_parts.clock.now();
        if (const auto known = book.find()) {
            book.requireSame(readStop(request, access.session, now).what);
            return {200, *known};
        }
        const bool alreadyStopped = access.session.endedAt.has_value();
        if (!alreadyStopped)
            requireAlive(access);
        else
            countChange(m_parts, access.login.phoneId);
        const StopBody body = readStop(request, access.session, now);
        if (!alreadyStopped) {
            access.session.endedAt = body.endedAt;
            tx.updateSession(access.session);
            tx.limitSessionTokens(monitoringId, now);
        }
        endHolds(tx, tx.heldTextsOfSession(monitoringId), not_sent::SessionEnded);
        const std::string answer = summary(access.session);
        book.keep(answer, body.what);
        return {200, answer};
    });
}

} // namespace tocsin::server
