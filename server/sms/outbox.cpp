// SPDX-License-Identifier: MIT
#include "server/sms/outbox.h"

#include "server/auth/crypto.h"
#include "server/auth/sealed_text.h"
#include "server/base/log.h"
#include "server/domain/rate_window.h"
#include "server/domain/sms_text.h"
#include "server/sms/held_texts.h"
#include "server/sms/text_limits.h"

#include <algorithm>
#include <utility>

namespace tocsin::server {

namespace {

static_assert(static_cast<size_t>(SmsResult::Outcome::Unknown) + 1 == Metrics::TextOutcomes);

/// 1, 2, 4, … seconds, at most a minute.
Duration pauseAfter(int attempts)
{
    constexpr int mostDoublings = 6;
    const std::chrono::seconds pause{1 << std::clamp(attempts - 1, 0, mostDoublings)};
    return std::min<Duration>(pause, std::chrono::minutes{1});
}

bool mayChange(TextStatus from, TextStatus to)
{
    const bool final = from >= TextStatus::Delivered;
    return !final && to > from;
}

} // namespace

std::string statusName(TextStatus status)
{
    switch (status) {
    case TextStatus::Held:
        return "held";
    case TextStatus::Queued:
    case TextStatus::Sending:
        return "queued";
    case TextStatus::Sent:
        return "sent";
    case TextStatus::Delivered:
        return "delivered";
    case TextStatus::Undelivered:
        return "undelivered";
    case TextStatus::Failed:
        return "failed";
    case TextStatus::Withdrawn:
        return "withdrawn";
    case TextStatus::Unknown:
        break;
    }
    return "unknown";
}

bool moveForward(Transaction& tx, OutgoingText text, TextStatus status, int errorCode)
{
    if (!mayChange(text.status, status))
        return false;
    text.status = status;
    text.errorCode = errorCode;
    text.reason.clear();
    text.sealedBody.clear();
    tx.updateText(text);
    if (status == TextStatus::Failed)
        tx.giveBackText(text, "failed");
    return true;
}

Outbox::Outbox(Store& store, const Clock& clock, SmsTransport& transport, Keys keys, const Limits& limits,
               Metrics& metrics)
    : m_store{store}
    , m_clock{clock}
    , m_transport{transport}
    , m_keys{std::move(keys)}
    , m_limits{limits}
    , m_metrics{metrics}
{}

void Outbox::queue(Transaction& tx, OutgoingText draft, const std::string& body) const
{
    draft.status = TextStatus::Queued;
    draft.dueAt = m_clock.now();
    add(tx, std::move(draft), body);
}

void Outbox::hold(Transaction& tx, OutgoingText draft, const std::string& body, Instant until) const
{
    draft.status = TextStatus::Held;
    draft.dueAt = until;
    add(tx, std::move(draft), body);
}

void Outbox::add(Transaction& tx, OutgoingText draft, const std::string& body) const
{
    draft.at = m_clock.now();
    draft.sealedBody = sealed(m_keys.current(), body);
    tx.addText(draft);
}

std::optional<std::string> Outbox::sendOne(Texts which, const std::function<void()>& moreAreDue)
{
    writeWhatIsLeft();
    if (pausedUntil() > m_clock.now())
        return std::nullopt;
    const auto taken = takeNext(which, moreAreDue);
    if (!taken)
        return std::nullopt;
    if (taken->text.status != TextStatus::Sending)
        return taken->text.id;
    const auto goodFor = std::chrono::ceil<std::chrono::seconds>(taken->text.uselessAt - m_clock.now());
    store({taken->text, taken->number,
           m_transport.send({taken->text.id, taken->number, taken->body, goodFor})});
    return taken->text.id;
}

std::optional<Outbox::Claim> Outbox::takeNext(Texts which, const std::function<void()>& moreAreDue)
{
    bool more = false;
    std::optional<Claim> taken;
    try {
        m_store.transact([&](Transaction& tx) {
            taken = claim(tx, which);
            more = taken && moreAreDue && tx.dueText(m_clock.now(), which);
        });
    } catch (...) {
        // The claim may be committed all the same; no other worker would then take this untried text.
        if (taken && taken->text.status == TextStatus::Sending)
            keep({taken->text, taken->number, {SmsResult::Outcome::TryLater}, m_clock.now()});
        throw;
    }
    if (more)
        moreAreDue();
    return taken;
}

std::optional<Outbox::Claim> Outbox::claim(Transaction& tx, Texts which) const
{
    const Instant now = m_clock.now();
    const std::string owner = randomHex(8);
    std::optional<std::string> id;
    do {
        id = tx.dueText(now, which);
        const auto due = id ? tx.text(*id) : std::nullopt;
        if (!due)
            return std::nullopt;
        if (due->status == TextStatus::Held && !release(tx, *due, now))
            return Claim{*tx.text(*id), {}, {}};
    } while (!tx.claimText(*id, owner, now + Lease));
    Claim claim{*tx.text(*id), {}, {}};
    const auto phone = tx.phone(claim.text.phoneId);
    const auto body = unsealed(m_keys, claim.text.sealedBody);
    auto ending = endingOf(tx, claim.text, phone, now);
    if (!ending && !body)
        ending = {TextStatus::Failed, 0};
    if (ending) {
        claim.text.status = ending->status;
        if (ending->status == TextStatus::Withdrawn)
            withdrawCounted(tx, *tx.text(*id));
        else
            finish(tx, *tx.text(*id), ending->status, ending->errorCode);
        return claim;
    }
    claim.number = phone->number;
    claim.body = *body;
    return claim;
}

std::optional<Outbox::Ending> Outbox::endingOf(Transaction& tx, const OutgoingText& text,
                                               const std::optional<Phone>& phone, Instant now) const
{
    if (!phone || text.uselessAt <= now)
        return Ending{TextStatus::Failed, 0};
    const auto optOut = tx.optedOut(phone->number);
    // Who asks for a code may have said START to the provider: only trying tells.
    if (optOut && (*optOut == OptOut::Said || text.type != CodeType))
        return Ending{TextStatus::Failed, OptedOutError};
    if (text.kind != NoContactKind)
        return std::nullopt;
    const auto session = tx.session(text.monitoringId);
    const bool isBack = session && session->lastBeatAt >= text.at;
    return isBack ? std::optional{Ending{TextStatus::Withdrawn, 0}} : std::nullopt;
}

bool Outbox::release(Transaction& tx, OutgoingText text, Instant now) const
{
    const auto phone = tx.phone(text.phoneId);
    if (phone && tx.optedOut(phone->number)) {
        endHold(tx, std::move(text), not_sent::OptedOut);
        return false;
    }
    if (text.uselessAt <= now) {
        endHold(tx, std::move(text), not_sent::TooOld);
        return false;
    }
    text.allowedAt = textAllowedAt(tx, m_limits, now, {text.phoneId, text.monitoringId, text.type, text.kind},
                                   m_metrics.alerts);
    if (text.allowedAt) {
        endHold(tx, std::move(text), not_sent::RateLimited);
        return false;
    }
    tx.releaseText(text, now);
    return true;
}

void Outbox::store(Result result)
{
    using Outcome = SmsResult::Outcome;
    const SmsResult& what = result.what;
    ++m_metrics.texts.at(static_cast<size_t>(what.outcome));
    result.again = m_clock.now() + std::max(what.retryAfter, pauseAfter(result.claimed.attempts));
    if (what.outcome == Outcome::TooMany)
        pause(result.again);
    if (what.outcome != Outcome::Sent)
        logLine("warning", "an attempt to send a text failed",
                {{"text", result.claimed.id},
                 {"outcome", what.outcome == Outcome::Unknown     ? "unknown"
                             : what.outcome == Outcome::TryLater  ? "tried again later"
                             : what.outcome == Outcome::TooMany   ? "held: too many"
                             : what.outcome == Outcome::NoAccount ? "tried again once the account works"
                                                                  : "failed"},
                 {"code", std::to_string(what.errorCode)}});
    try {
        m_store.transact([&](Transaction& tx) { write(tx, result); });
    } catch (...) {
        keep(std::move(result));
        throw;
    }
}

void Outbox::write(Transaction& tx, const Result& result) const
{
    using Outcome = SmsResult::Outcome;
    const SmsResult& what = result.what;
    auto text = tx.text(result.claimed.id);
    if (!text || text->owner != result.claimed.owner)
        return;
    text->providerId = what.providerId;
    switch (what.outcome) {
    case Outcome::Sent:
        if (tx.optedOut(result.number) == OptOut::Learned)
            tx.setOptedIn(result.number);
        return finish(tx, *text, TextStatus::Sent, 0);
    case Outcome::Unknown:
        return finish(tx, *text, TextStatus::Unknown, what.errorCode);
    case Outcome::OptedOut:
        optOut(tx, result.number, OptOut::Learned, m_clock.now());
        return finish(tx, *text, TextStatus::Failed, OptedOutError);
    case Outcome::Refused:
        return finish(tx, *text, TextStatus::Failed, what.errorCode);
    case Outcome::TryLater:
    case Outcome::TooMany:
    case Outcome::NoAccount:
        if (text->status == TextStatus::Unknown)
            return; // given up meanwhile, by another server: its words are gone
        if (text->status > TextStatus::Unknown || result.again >= text->uselessAt ||
            text->reason == not_sent::Withdrawn)
            return finish(tx, *text, TextStatus::Failed, what.errorCode);
        text->status = TextStatus::Queued;
        text->dueAt = result.again;
        text->errorCode = what.errorCode;
        tx.updateText(*text);
    }
}

void Outbox::keep(Result result)
{
    const std::lock_guard lock{m_leftMutex};
    m_left.push_back(std::move(result));
}

void Outbox::writeWhatIsLeft()
{
    // Held throughout, so that no other thread gives one of them up as abandoned.
    const std::lock_guard lock{m_leftMutex};
    if (m_left.empty())
        return;
    m_store.transact([this](Transaction& tx) {
        for (const Result& result : m_left)
            write(tx, result);
    });
    m_left.clear();
}

void Outbox::finish(Transaction& tx, OutgoingText text, TextStatus status, int errorCode) const
{
    // A report may have come before the answer to the request did: then the provider's name is all that is
    // new.
    if (!mayChange(text.status, status)) {
        tx.updateText(text);
        return;
    }
    if (status == TextStatus::Failed && text.reason == not_sent::Withdrawn)
        withdrawCounted(tx, std::move(text));
    else
        moveForward(tx, std::move(text), status, errorCode);
}

std::optional<Instant> Outbox::nextDue() const
{
    if (const std::lock_guard lock{m_leftMutex}; !m_left.empty())
        return m_clock.now();
    std::optional<Instant> due;
    m_store.lightly([&](Transaction& tx) { due = tx.nextTextDue(m_clock.now()); });
    return due ? std::optional{std::max(*due, pausedUntil())} : std::nullopt;
}

bool Outbox::isPending(const std::string& textId, Deadline until) const
{
    const auto text = inTransaction(m_store, until, [&](Transaction& tx) { return tx.text(textId); });
    return text && (text->status == TextStatus::Queued || text->status == TextStatus::Sending);
}

void Outbox::giveUpAbandoned()
{
    writeWhatIsLeft();
    const size_t lost = inTransaction(m_store, [this](Transaction& tx) {
        const auto ids = tx.abandonedTexts(m_clock.now());
        for (const std::string& id : ids) {
            if (const auto text = tx.text(id))
                moveForward(tx, *text, TextStatus::Unknown, 0);
        }
        return ids.size();
    });
    if (lost > 0)
        logLine("warning", "texts were in flight when their server died: they may have been sent or not",
                {{"count", std::to_string(lost)}});
}

void Outbox::pause(Instant until)
{
    const std::lock_guard lock{m_mutex};
    m_pausedUntil = std::max(m_pausedUntil, until);
    m_pausedAt = m_clock.now();
}

Instant Outbox::pausedUntil() const
{
    const std::lock_guard lock{m_mutex};
    return m_clock.now() < m_pausedAt - ClockTolerance ? Instant{} : m_pausedUntil; // the clock was set back
}

} // namespace tocsin::server
