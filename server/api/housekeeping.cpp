// SPDX-License-Identifier: MIT
#include "server/api/housekeeping.h"

#include "server/api/event_judge.h"
#include "server/base/log.h"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <map>

namespace tocsin::server {

namespace {

constexpr std::chrono::hours ForgetEvery{1};
constexpr std::chrono::hours ForgetWhenQuiet{24};
/// A session that is silent for so long may fall under "no contact" later: now is the time to learn whether
/// it could have been heard.
constexpr std::chrono::seconds SoonSilent{90};

constexpr int SessionsAStep = 200;
constexpr int RowsAStep = 200;

} // namespace

struct Housekeeping::Round
{
    const Pause& pause;
    Instant now;
    bool anyOpen{false};
    int ended{0};
    std::optional<bool> connected{}; ///< both ways, once that was asked
    std::set<std::string> toldOf{};  ///< login and host
};

void Housekeeping::run(const Pause& pause) noexcept
{
    try {
        m_parts.perAddress.tidy();
        m_parts.perLogin.tidy();
        m_parts.changes.tidy();
        Round round{.pause = pause, .now = m_parts.clock.now()};
        if (!worthALook(round.now))
            return;
        const uint64_t seen = m_parts.activity.count();
        m_quietAt.reset();
        std::optional<Instant> due;
        m_parts.store.lightly([&](Transaction& tx) { due = tx.nextTextDue(round.now); });
        if (due)
            m_parts.texts.expect(*due);
        if (!seeToSessions(round))
            return;
        if (round.ended > 0)
            logLine("info", "sessions without a heartbeat ended", {{"count", std::to_string(round.ended)}});
        const bool quiet = !round.anyOpen && !due;
        const Duration every = quiet ? Duration{ForgetWhenQuiet} : Duration{ForgetEvery};
        if ((!m_forgotAt || round.now >= *m_forgotAt + every) && !forgetOld(round))
            return;
        m_lookedAt = round.now;
        if (quiet)
            m_quietAt = seen;
    } catch (const std::exception& e) {
        // Most likely no beat could be written down either.
        m_parts.reachable.failed(m_parts.clock.now(), m_parts.limits.staleAfter / 5);
        logLine("error", "housekeeping failed", {{"why", e.what()}});
    }
}

bool Housekeeping::worthALook(Instant now) const
{
    return !m_quietAt || *m_quietAt != m_parts.activity.count() || !m_lookedAt ||
           now >= *m_lookedAt + m_lookWhenIdle;
}

bool Housekeeping::seeToSessions(Round& round)
{
    std::string after;
    while (!round.pause()) {
        std::vector<OpenSession> window;
        m_parts.store.lightly([&](Transaction& tx) { window = tx.openSessionsAfter(after, SessionsAStep); });
        if (window.empty())
            return true;
        round.anyOpen = true;
        seeToWindow(round, window, after);
        after = window.back().monitoringId;
    }
    return false;
}

void Housekeeping::seeToWindow(Round& round, const std::vector<OpenSession>& window, const std::string& after)
{
    const Instant over = round.now - m_parts.limits.endedAfter;
    const std::string& last = window.back().monitoringId;
    if (std::any_of(window.begin(), window.end(), [&](const OpenSession& s) { return s.lastBeatAt <= over; }))
        m_parts.store.lightly([&](Transaction& tx) {
            round.ended += tx.endSilentSessions({after, last, over}, round.now);
        });
    const Instant silent = round.now - m_parts.limits.staleAfter;
    const Instant soonSilent = round.now - std::min<Duration>(SoonSilent, m_parts.limits.staleAfter);
    std::set<std::string> marked; // in this window
    for (const OpenSession& session : window) {
        if (!session.notifyNoContact || session.noContactTold || session.lastBeatAt <= over ||
            session.lastBeatAt > soonSilent || !maySpeakOfSilence(round))
            continue;
        if (session.lastBeatAt > silent)
            continue;
        if (round.pause())
            return;
        const std::string host = session.loginId + "\n" + session.hostname;
        // A computer that dies takes all its sessions along: one text tells of it.
        if (!round.toldOf.contains(host)) {
            if (tellNoContact(round, session))
                round.toldOf.insert(host);
        } else if (marked.insert(host).second) {
            m_parts.store.lightly([&](Transaction& tx) {
                tx.markNoContactTold({after, last, silent}, session.loginId, session.hostname);
            });
        }
    }
}

bool Housekeeping::maySpeakOfSilence(Round& round)
{
    if (!round.connected) {
        round.connected = !fellSilentTogether(round) && m_parts.outbox.providerAnswers();
        if (!*round.connected)
            m_parts.reachable.interrupted(m_parts.clock.now());
    }
    // Nobody could reach us before: that was our silence.
    return round.now >= m_parts.reachable.since() + m_parts.limits.staleAfter;
}

bool Housekeeping::fellSilentTogether(const Round& round)
{
    const Duration together = m_parts.limits.staleAfter / 2;
    std::map<std::string, Instant> lastOf; // login
    std::string after;
    std::vector<OpenSession> window;
    do {
        m_parts.store.lightly([&](Transaction& tx) { window = tx.openSessionsAfter(after, SessionsAStep); });
        for (const OpenSession& session : window) {
            if (session.lastBeatAt > round.now - together)
                return false; // somebody is heard
            Instant& last = lastOf.try_emplace(session.loginId, session.lastBeatAt).first->second;
            last = std::max(last, session.lastBeatAt);
            after = session.monitoringId;
        }
    } while (!window.empty() && !round.pause());
    Instant latest;
    for (const auto& [login, last] : lastOf)
        latest = std::max(latest, last);
    return std::count_if(lastOf.begin(), lastOf.end(),
                         [&](const auto& one) { return one.second > latest - together; }) > 1;
}

bool Housekeeping::tellNoContact(Round& round, const OpenSession& seen)
{
    bool told = false;
    const std::string textId = inTransaction(m_parts.store, [&](Transaction& tx) -> std::string {
        told = false;
        auto session = tx.session(seen.monitoringId);
        if (!session || session->endedAt || session->noContactTold ||
            session->lastBeatAt > round.now - m_parts.limits.staleAfter)
            return {};
        const auto login = tx.login(session->loginId);
        const bool known = tx.noContactToldOf(session->loginId, session->hostname);
        session->noContactTold = told = true;
        if (!login || known) {
            tx.updateSession(*session);
            return {};
        }
        return judgeEvent(m_parts, tx, *login, *session,
                          {.type = EventType::Waiting,
                           .kind = std::string{NoContactKind},
                           .message = session->hostname,
                           .happenedAt = round.now,
                           .graceSeconds = 0}) // no client is left to withdraw it
            .textId;
    });
    if (!textId.empty())
        m_parts.texts.expect(round.now);
    return told;
}

bool Housekeeping::forgetOld(Round& round)
{
    const auto before = [&](OldRows what) {
        const bool isHistory = what == OldRows::Texts || what == OldRows::Events;
        return round.now - (isHistory ? m_parts.limits.historyKept : m_parts.limits.recordsKept);
    };
    for (const OldRows what : AllOldRows) {
        for (int gone = RowsAStep; gone >= RowsAStep;) {
            if (round.pause())
                return false;
            m_parts.store.lightly(
                [&](Transaction& tx) { gone = tx.forgetOld(what, before(what), RowsAStep); });
        }
    }
    // What nothing refers to any more, in windows: looking costs as much as deleting.
    for (const UnusedRows what : AllUnusedRows) {
        std::string after;
        do {
            if (round.pause())
                return false;
            std::string last;
            m_parts.store.lightly([&](Transaction& tx) {
                last = tx.forgetUnused(what, after, round.now - m_parts.limits.recordsKept, RowsAStep);
            });
            after = last;
        } while (!after.empty());
    }
    m_forgotAt = round.now;
    return true;
}

} // namespace tocsin::server
