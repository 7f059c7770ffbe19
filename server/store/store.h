// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/deadline.h"
#include "server/store/rows.h"

#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace tocsin::server {

/// What can be done inside a transaction: plain reading and writing of rows. The rules are the callers', so
/// that they are written once for every database.
class Transaction
{
public:
    Transaction() = default;
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    virtual ~Transaction() = default;

    /// Reads and writes something that changes nothing; the version of the tables.
    [[nodiscard]] virtual int probe() = 0;

    // Phones and pairing
    [[nodiscard]] virtual std::optional<Phone> phone(const std::string& id) = 0;
    [[nodiscard]] virtual std::optional<Phone> phoneByNumber(const std::string& number) = 0;
    virtual void addPhone(const Phone& phone) = 0;
    virtual void addPairingCode(const PairingCode& code) = 0;
    [[nodiscard]] virtual std::optional<PairingCode> pairingCode(const std::string& tempTokenHash) = 0;
    virtual void updatePairingCode(const PairingCode& code) = 0; ///< attempts, dead and loginId
    /// Those that were asked for from that address.
    virtual void killPairingCodes(const std::string& phoneId, const std::string& address) = 0;
    /// When codes went out after `since`, oldest first; to the phone, asked for from that address or site, or
    /// from any if it is empty.
    [[nodiscard]] virtual std::vector<Instant> codesForPhone(const std::string& phoneId,
                                                             const std::string& from, Instant since) = 0;
    [[nodiscard]] virtual std::vector<Instant> codesForAddress(const std::string& address, Instant since) = 0;
    [[nodiscard]] virtual std::vector<Instant> codesForSite(const std::string& site, Instant since) = 0;
    [[nodiscard]] virtual int codesOfAll(Instant since) = 0;
    virtual void addPairingFailure(const std::string& phoneId, const std::string& address, Instant at) = 0;
    /// When wrong codes came from the address after `since`, oldest first.
    [[nodiscard]] virtual std::vector<Instant> pairingFailures(const std::string& address, Instant since) = 0;
    virtual void forgivePairingFailures(const std::string& address) = 0;

    // Logins and their tokens
    virtual void addLogin(const Login& login) = 0;
    [[nodiscard]] virtual std::optional<Login> login(const std::string& id) = 0;
    /// Whether a login of the phone is alive.
    [[nodiscard]] virtual bool hasLogin(const std::string& phoneId, Instant now) = 0;
    /// Whether any login of the phone, alive or not, came from that address or site.
    [[nodiscard]] virtual bool hasLoggedInFrom(const std::string& phoneId, const std::string& from) = 0;
    /// Those that are alive, oldest first: of the phone, or of all if it is empty.
    [[nodiscard]] virtual std::vector<Login> logins(const std::string& phoneId, Instant now) = 0;
    [[nodiscard]] virtual LoginUse loginUse(const std::string& id) = 0;
    virtual void setLoginUsed(const std::string& id, Instant at) = 0;
    /// Makes others that lock the same login wait until this transaction ends.
    virtual void lockLogin(const std::string& id) = 0;
    virtual void endLogin(const std::string& id, Instant at) = 0;
    virtual void addAccessToken(const AccessToken& token) = 0;
    [[nodiscard]] virtual std::optional<AccessToken> accessToken(const std::string& jti) = 0;
    virtual void markAccessTokenUsed(const std::string& jti) = 0;
    /// Whether any token of the login was ever used.
    [[nodiscard]] virtual bool hasUsedAccessToken(const std::string& loginId) = 0;
    /// Lets it die at `at`, or earlier if it was to.
    virtual void limitAccessToken(const std::string& jti, Instant at) = 0;
    /// The same for every other token of its login, except the one that it replaces.
    virtual void limitOtherAccessTokens(const AccessToken& token, Instant at) = 0;

    // Sessions and their tokens
    virtual void addSession(const MonitoredSession& session) = 0;
    [[nodiscard]] virtual std::optional<MonitoredSession> session(const std::string& monitoringId) = 0;
    [[nodiscard]] virtual std::optional<MonitoredSession> openSession(const std::string& loginId,
                                                                      const std::string& claudeSessionId) = 0;
    [[nodiscard]] virtual int countOpenSessions(const std::string& loginId) = 0;
    /// The open session of the login that has been silent for longest, if it has been since then.
    [[nodiscard]] virtual std::optional<std::string> mostSilentSession(const std::string& loginId,
                                                                       Instant lastBeatBefore) = 0;
    /// Ends every open session of the login, and their tokens; how many.
    virtual int endSessions(const std::string& loginId, Instant at) = 0;
    /// At most `most` open sessions of any login whose ids come after that one, in the order of their ids.
    [[nodiscard]] virtual std::vector<OpenSession> openSessionsAfter(const std::string& monitoringId,
                                                                     int most) = 0;
    /// Notes of all of them on that host of the login that their silence is told.
    virtual void markNoContactTold(const SilentSessions& which, const std::string& loginId,
                                   const std::string& hostname) = 0;
    /// Whether that is noted of any open session of the login on that host.
    [[nodiscard]] virtual bool noContactToldOf(const std::string& loginId, const std::string& hostname) = 0;
    /// Everything but its ids and createdAt.
    virtual void updateSession(const MonitoredSession& session) = 0;
    /// Whether the latest word of this login since then, or of any other login of the phone, is that the user
    /// is there.
    [[nodiscard]] virtual bool presentAtLogin(const std::string& loginId, Instant since) = 0;
    [[nodiscard]] virtual bool presentElsewhere(const std::string& phoneId, const std::string& loginId,
                                                Instant since) = 0;
    /// Writes it down if all is as it nearly always is: the token, its session and its login are alive, and
    /// the session did beat lately. The login's id then; else nothing, and nothing was done. One step for
    /// what is most of a server's work.
    [[nodiscard]] virtual std::optional<std::string> beat(const Beat& beat) = 0;
    /// Writes down that it beats, unless it has ended: then false.
    [[nodiscard]] virtual bool reviveSession(const Beat& beat) = 0;
    /// How many it ended.
    virtual int endSilentSessions(const SilentSessions& which, Instant at) = 0;
    virtual void addSessionToken(const SessionToken& token) = 0;
    /// One read for what nearly every request asks first.
    [[nodiscard]] virtual std::optional<SessionHolder> sessionHolder(const std::string& tokenHash) = 0;
    /// Keeps a token under another hash.
    virtual void rehashSessionToken(const std::string& from, const std::string& to) = 0;
    /// Lets every token of the session die at `at`, or earlier if it was to.
    virtual void limitSessionTokens(const std::string& monitoringId, Instant at) = 0;

    // Events and texts
    virtual void addEvent(const StoredEvent& event) = 0;
    virtual void setEventOutcome(const std::string& id, const std::string& outcome) = 0;
    virtual void addText(const OutgoingText& text) = 0;
    [[nodiscard]] virtual std::optional<OutgoingText> text(const std::string& id) = 0;
    /// The latest `most`, oldest first.
    [[nodiscard]] virtual std::vector<OutgoingText> textsOfSession(const std::string& monitoringId,
                                                                   int most) = 0;
    // Held texts, those that are due first first.
    [[nodiscard]] virtual std::vector<std::string> heldTextsOfSession(const std::string& monitoringId) = 0;
    [[nodiscard]] virtual std::vector<std::string> heldTextsOfLogin(const std::string& loginId) = 0;
    [[nodiscard]] virtual std::vector<std::string> heldTextsOfPhone(const std::string& phoneId) = 0;
    /// A pairing code that is due, or else the queued or held text that is due for longest. A queued one that
    /// was made later than now is due: the clock was set back.
    [[nodiscard]] virtual std::optional<std::string> dueText(Instant now, Texts which = Texts::All) = 0;
    /// When the next queued or held text is due, or the claim of one that is being sent ends.
    [[nodiscard]] virtual std::optional<Instant> nextTextDue(Instant now) = 0;
    /// Makes a held text a queued one that was made at `at`, and counts it in its session.
    virtual void releaseText(const OutgoingText& text, Instant at) = 0;
    /// From Queued to Sending. False when somebody else was quicker.
    [[nodiscard]] virtual bool claimText(const std::string& id, const std::string& owner,
                                         Instant leaseUntil) = 0;
    /// Everything that can change: body, dueAt, status, attempts, providerId, errorCode, reason, allowedAt,
    /// answeredAt.
    virtual void updateText(const OutgoingText& text) = 0;
    /// Sending, but whoever claimed it is dead by now.
    [[nodiscard]] virtual std::vector<std::string> abandonedTexts(Instant now) = 0;
    /// A text that was counted was not sent: its session no longer counts it, and this came of its event.
    virtual void giveBackText(const OutgoingText& text, const std::string& outcome) = 0;
    // What counts for the limits: texts of events that are sent, may have been, or are about to be.
    /// The latest that was not made after `upTo`.
    [[nodiscard]] virtual std::optional<CountedText> lastText(const std::string& monitoringId,
                                                              const std::string& type,
                                                              const std::string& kind, Instant upTo) = 0;
    /// When they were made after `since`, oldest first.
    [[nodiscard]] virtual std::vector<Instant> textsForPhone(const std::string& phoneId, Instant since) = 0;
    /// The same without those of permissions and questions.
    [[nodiscard]] virtual std::vector<Instant> otherTextsForPhone(const std::string& phoneId,
                                                                  Instant since) = 0;
    [[nodiscard]] virtual int textsOfAll(Instant since) = 0;

    // Numbers that said STOP. Kept by number: it holds after everything else of that phone is forgotten.
    virtual void setOptedOut(const std::string& number, OptOut why, Instant at) = 0;
    virtual void setOptedIn(const std::string& number) = 0;
    [[nodiscard]] virtual std::optional<OptOut> optedOut(const std::string& number) = 0;

    // Idempotency
    [[nodiscard]] virtual std::optional<StoredAnswer> answer(const std::string& scope, const std::string& key,
                                                             Instant since) = 0;
    virtual void keepAnswer(const StoredAnswer& answer) = 0; ///< replaces an older one
    virtual void forgetAnswer(const std::string& scope, const std::string& key) = 0;
    /// Forgets the oldest of the scope until it has `most`.
    virtual void limitAnswers(const std::string& scope, int most) = 0;

    /// Deletes at most `most` rows of before `before`; how many.
    virtual int forgetOld(OldRows what, Instant before, int most) = 0;
    /// The same for those of the `most` rows after the id `after` that nothing refers to. The id of the last
    /// that it looked at; empty when there are no more.
    [[nodiscard]] virtual std::string forgetUnused(UnusedRows what, const std::string& after, Instant before,
                                                   int most) = 0;
};

/// The database. Thread-safe.
class Store
{
public:
    Store() = default;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    virtual ~Store() = default;

    /// Runs `work` as if it were alone: no other transaction, of this process or another, reads or writes
    /// between its first and its last step. Commits when it returns; rolls back when it throws. It may be run
    /// on another thread, and again from the start when another transaction was in its way, so what it leaves
    /// outside must be what its last run found. Throws StoreUnavailable when the database is away or busy, or
    /// has not answered by `until`; after a few seconds at the latest.
    virtual void transact(Deadline until, const std::function<void(Transaction&)>& work) = 0;
    void transact(const std::function<void(Transaction&)>& work) { transact(Deadline::max(), work); }

    /// Runs `work` with each of its steps for itself: nothing is rolled back, and others may write between
    /// two steps. Cheaper than transact(), for work that needs no more: a read, and a write that holds its
    /// own condition. It may be run again from the start.
    virtual void lightly(Deadline until, const std::function<void(Transaction&)>& work)
    {
        transact(until, work);
    }
    void lightly(const std::function<void(Transaction&)>& work) { lightly(Deadline::max(), work); }

    /// What came of a beat: as Transaction::beat() says, or why that cannot be said.
    struct BeatOutcome
    {
        std::optional<std::string> login{};
        std::exception_ptr failure{};
    };

    /// Transaction::beat() for itself, without a thread that waits for it: `done` is called once, in any
    /// thread, and must neither throw nor wait. Those that come at the same time may share a commit, and of
    /// two of one session one may then get nothing. A crash may undo those of the last seconds. A transaction
    /// of this process sees every beat that was answered, one of another process within seconds.
    virtual void beatLater(const Beat& beat, Deadline until,
                           std::function<void(const BeatOutcome&)> done) = 0;
};

/// transact() for work that returns a value.
template<typename Work> auto inTransaction(Store& store, Deadline until, Work work)
{
    using Result = std::invoke_result_t<Work, Transaction&>;
    std::optional<Result> result;
    store.transact(until, [&](Transaction& tx) { result.emplace(work(tx)); });
    return std::move(*result);
}
template<typename Work> auto inTransaction(Store& store, Work work)
{
    return inTransaction(store, Deadline::max(), std::move(work));
}

} // namespace tocsin::server
