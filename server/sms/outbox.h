// SPDX-License-Identifier: MIT
#pragma once

#include "server/auth/keys.h"
#include "server/base/metrics.h"
#include "server/limits.h"
#include "server/sms/transport.h"
#include "server/store/store.h"

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tocsin::server {

/// The texts that are to be sent, as rows of the store: committed together with what they are about, claimed
/// by one worker of one process, handed over with no transaction open, and never twice. Thread-safe.
class Outbox final
{
public:
    /// How long a claimed text may take. A worker that is silent for longer is dead, its text `Unknown`.
    static constexpr Duration Lease = std::chrono::seconds{30};

    /// `keys` seal the words while they wait; every process on the database needs the same.
    Outbox(Store& store, const Clock& clock, SmsTransport& transport, Keys keys, const Limits& limits,
           Metrics& metrics);

    /// Adds a text within the transaction of what it is about. The draft needs its ids, type, kind and
    /// uselessAt; the rest is filled in.
    void queue(Transaction& tx, OutgoingText draft, const std::string& body) const;
    /// The same, but it is held until `until`: nothing is sent before, and only then do the limits apply.
    void hold(Transaction& tx, OutgoingText draft, const std::string& body, Instant until) const;

    /// Hands over a text that is due: a pairing code first, as a person is waiting for it, or else the one
    /// that is due for longest. Its id, or nothing when none was due. Calls `moreAreDue` first if another
    /// could take the next one meanwhile.
    [[nodiscard]] std::optional<std::string> sendOne(Texts which = Texts::All,
                                                     const std::function<void()>& moreAreDue = {});

    /// When there will be something to do: a text is due, or a claim of a worker that may be dead ends.
    /// Nothing when nothing waits.
    [[nodiscard]] std::optional<Instant> nextDue() const;

    /// Whether nobody has tried to send it yet, or has not heard what came of it.
    [[nodiscard]] bool isPending(const std::string& textId, Deadline until) const;

    /// Whether the SMS provider can be reached now.
    [[nodiscard]] bool providerAnswers() const { return m_transport.answers(); }

    /// Until when none is sent, because the SMS provider asked for that; past, or the first instant, when it
    /// did not.
    [[nodiscard]] Instant pausedUntil() const;

    /// Texts whose worker died on the way become Unknown: they may have been sent.
    void giveUpAbandoned();

private:
    struct Claim
    {
        OutgoingText text;
        std::string number;
        std::string body;
    };

    /// Takes one text that can be sent; settles on the way those that cannot.
    [[nodiscard]] std::optional<Claim> claim(Transaction& tx, Texts which) const;
    /// Why it is not to be sent now that it is claimed, if so: Withdrawn, or Failed with that error.
    struct Ending
    {
        TextStatus status;
        int errorCode;
    };
    [[nodiscard]] std::optional<Ending> endingOf(Transaction& tx, const OutgoingText& text,
                                                 const std::optional<Phone>& phone, Instant now) const;
    /// Whether a held text may be sent now that it is due. Ends its hold either way.
    [[nodiscard]] bool release(Transaction& tx, OutgoingText text, Instant now) const;
    void add(Transaction& tx, OutgoingText draft, const std::string& body) const;
    /// What came of a claim.
    struct Result
    {
        OutgoingText claimed;
        std::string number;
        SmsResult what;
        Instant again{}; ///< when it may be tried again, if it may
    };
    [[nodiscard]] std::optional<Claim> takeNext(Texts which, const std::function<void()>& moreAreDue);
    void store(Result result);
    void write(Transaction& tx, const Result& result) const;
    /// Writes down what could not be when it was known. Throws while the database is still away.
    void writeWhatIsLeft();
    void keep(Result result);
    void finish(Transaction& tx, OutgoingText text, TextStatus status, int errorCode) const;
    void pause(Instant until);

    Store& m_store;
    const Clock& m_clock;
    SmsTransport& m_transport;
    Keys m_keys;
    const Limits& m_limits;
    Metrics& m_metrics;
    mutable std::mutex m_mutex;
    Instant m_pausedUntil{}; ///< the other side asked for a pause
    Instant m_pausedAt{};    ///< then
    mutable std::mutex m_leftMutex;
    std::vector<Result> m_left; ///< the database was away when these were to be written down
};

// Error codes of OutgoingText that somebody is told about; the numbers are Twilio's
// (https://www.twilio.com/docs/api/errors).
inline constexpr int AccountError = 20003;
inline constexpr int InvalidNumberError = 21211;
inline constexpr int OptedOutError = 21610;

/// OutgoingText::type of a pairing code.
inline constexpr std::string_view CodeType{"code"};

/// `held`, `queued`, `sent`, …: what the API says of a text.
[[nodiscard]] std::string statusName(TextStatus status);

/// Writes down what was heard of a text later, unless more is known already: false then.
bool moveForward(Transaction& tx, OutgoingText text, TextStatus status, int errorCode);

} // namespace tocsin::server
