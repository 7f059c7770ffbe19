// SPDX-License-Identifier: MIT
#pragma once

#include "server/store/sql.h"
#include "server/store/store.h"

namespace tocsin::server {

/// The rows of a Transaction in SQL that SQLite and PostgreSQL both read.
class SqlTransaction final : public Transaction
{
public:
    explicit SqlTransaction(Sql sql)
        : m_sql{sql}
    {}

    int probe() override;

    std::optional<Phone> phone(const std::string& id) override;
    std::optional<Phone> phoneByNumber(const std::string& number) override;
    void addPhone(const Phone& phone) override;
    void addPairingCode(const PairingCode& code) override;
    std::optional<PairingCode> pairingCode(const std::string& tempTokenHash) override;
    void updatePairingCode(const PairingCode& code) override;
    void killPairingCodes(const std::string& phoneId, const std::string& address) override;
    std::vector<Instant> codesForPhone(const std::string& phoneId, const std::string& from,
                                       Instant since) override;
    std::vector<Instant> codesForAddress(const std::string& address, Instant since) override;
    std::vector<Instant> codesForSite(const std::string& site, Instant since) override;
    int codesOfAll(Instant since) override;
    void addPairingFailure(const std::string& phoneId, const std::string& address, Instant at) override;
    std::vector<Instant> pairingFailures(const std::string& address, Instant since) override;
    void forgivePairingFailures(const std::string& address) override;

    void addLogin(const Login& login) override;
    std::optional<Login> login(const std::string& id) override;
    bool hasLogin(const std::string& phoneId, Instant now) override;
    bool hasLoggedInFrom(const std::string& phoneId, const std::string& from) override;
    std::vector<Login> logins(const std::string& phoneId, Instant now) override;
    LoginUse loginUse(const std::string& id) override;
    void setLoginUsed(const std::string& id, Instant at) override;
    void lockLogin(const std::string& id) override;
    void endLogin(const std::string& id, Instant at) override;
    void addAccessToken(const AccessToken& token) override;
    std::optional<AccessToken> accessToken(const std::string& jti) override;
    void markAccessTokenUsed(const std::string& jti) override;
    bool hasUsedAccessToken(const std::string& loginId) override;
    void limitAccessToken(const std::string& jti, Instant at) override;
    void limitOtherAccessTokens(const AccessToken& token, Instant at) override;

    void addSession(const MonitoredSession& session) override;
    std::optional<MonitoredSession> session(const std::string& monitoringId) override;
    std::optional<MonitoredSession> openSession(const std::string& loginId,
                                                const std::string& claudeSessionId) override;
    int countOpenSessions(const std::string& loginId) override;
    std::optional<std::string> mostSilentSession(const std::string& loginId, Instant lastBeatBefore) override;
    int endSessions(const std::string& loginId, Instant at) override;
    std::vector<OpenSession> openSessionsAfter(const std::string& monitoringId, int most) override;
    void markNoContactTold(const SilentSessions& which, const std::string& loginId,
                           const std::string& hostname) override;
    bool noContactToldOf(const std::string& loginId, const std::string& hostname) override;
    void updateSession(const MonitoredSession& session) override;
    std::optional<std::string> beat(const Beat& beat) override;
    bool presentAtLogin(const std::string& loginId, Instant since) override;
    bool presentElsewhere(const std::string& phoneId, const std::string& loginId, Instant since) override;
    bool reviveSession(const Beat& beat) override;
    int endSilentSessions(const SilentSessions& which, Instant at) override;
    void addSessionToken(const SessionToken& token) override;
    std::optional<SessionHolder> sessionHolder(const std::string& tokenHash) override;
    void rehashSessionToken(const std::string& from, const std::string& to) override;
    void limitSessionTokens(const std::string& monitoringId, Instant at) override;

    void addEvent(const StoredEvent& event) override;
    void setEventOutcome(const std::string& id, const std::string& outcome) override;

    void addText(const OutgoingText& text) override;
    std::optional<OutgoingText> text(const std::string& id) override;
    std::vector<OutgoingText> textsOfSession(const std::string& monitoringId, int most) override;
    std::vector<std::string> heldTextsOfSession(const std::string& monitoringId) override;
    std::vector<std::string> heldTextsOfLogin(const std::string& loginId) override;
    std::vector<std::string> heldTextsOfPhone(const std::string& phoneId) override;
    std::optional<std::string> dueText(Instant now, Texts which) override;
    std::optional<Instant> nextTextDue(Instant now) override;
    void releaseText(const OutgoingText& text, Instant at) override;
    bool claimText(const std::string& id, const std::string& owner, Instant leaseUntil) override;
    void updateText(const OutgoingText& text) override;
    std::vector<std::string> abandonedTexts(Instant now) override;
    void giveBackText(const OutgoingText& text, const std::string& outcome) override;
    std::optional<CountedText> lastText(const std::string& monitoringId, const std::string& type,
                                        const std::string& kind, Instant upTo) override;
    std::vector<Instant> textsForPhone(const std::string& phoneId, Instant since) override;
    std::vector<Instant> otherTextsForPhone(const std::string& phoneId, Instant since) override;
    int textsOfAll(Instant since) override;
    void setOptedOut(const std::string& number, OptOut why, Instant at) override;
    void setOptedIn(const std::string& number) override;
    std::optional<OptOut> optedOut(const std::string& number) override;

    std::optional<StoredAnswer> answer(const std::string& scope, const std::string& key,
                                       Instant since) override;
    void keepAnswer(const StoredAnswer& answer) override;
    void forgetAnswer(const std::string& scope, const std::string& key) override;
    void limitAnswers(const std::string& scope, int most) override;
    int forgetOld(OldRows what, Instant before, int most) override;
    std::string forgetUnused(UnusedRows what, const std::string& after, Instant before, int most) override;

private:
    std::vector<Instant> times(const std::string& query, const std::string& of, Instant since);

    Sql m_sql;
};

} // namespace tocsin::server
