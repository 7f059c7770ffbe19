// SPDX-License-Identifier: MIT
#include "server/api/login_api.h"

#include "server/api/access.h"
#include "server/api/code_limits.h"
#include "server/api/code_status_api.h"
#include "server/api/json_body.h"
#include "server/api/logins_api.h"
#include "server/auth/crypto.h"
#include "server/auth/temp_token.h"
#include "server/base/json.h"
#include "server/base/log.h"
#include "server/base/time_text.h"
#include "server/domain/phone.h"
#include "server/domain/phone_rules.h"
#include "server/domain/sms_text.h"
#include "server/http/api_error.h"
#include "server/http/network.h"
#include "server/sms/held_texts.h"
#include "server/sms/text_problem.h"

#include <algorithm>

namespace tocsin::server {

namespace {

bool isHex(const std::string& text)
{
    return text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

bool isSixDigits(const std::string& text)
{
    return text.size() == 6 && text.find_first_not_of("0123456789") == std::string::npos;
}

Phone phoneFor(Transaction& tx, const std::string& number)
{
    if (auto known = tx.phoneByNumber(number))
        return *known;
    const Phone fresh{"ph_" + randomHex(12), number};
    tx.addPhone(fresh);
    return fresh;
}

/// The temp_token does not work any more; the words do not tell an unknown one from a dead one.
ApiError codeGone()
{
    return ApiError::tokenExpired("This code is no longer valid. Ask for a new one.");
}

ApiError wrongCode(int attemptsLeft)
{
    return ApiError{400, "invalid_pairing_code",
                    attemptsLeft > 0 ? "That is not the code we sent. Check it and try again."
                                     : "That is not the code we sent. Ask for a new one."}
        .withDetail("attempts_left", attemptsLeft);
}

ApiError optedOut()
{
    return ApiError{
        400, "opted_out",
        "This number asked for no more texts. To log in, text START from it to the number that the "
        "texts came from, then try again."};
}

} // namespace

void LoginApi::refuse(const std::string& address, std::string_view why, const ApiError& error) const
{
    logLine("info", "no pairing code was sent", {{"why", std::string{why}}, {"address", address}});
    throw error;
}

void LoginApi::checkNumber(const std::string& number, const std::string& address) const
{
    switch (numberKind(number)) {
    case NumberKind::Ordinary:
        break;
    case NumberKind::NotAssigned:
        refuse(
            address, "no such number",
            ApiError::invalidRequest("There can be no such number in any country. Check it and try again."));
        break;
    case NumberKind::CostsExtra:
        refuse(address, "numbers of this kind cost extra",
               ApiError::invalidRequest(
                   "Numbers of this kind cannot be used: texts to them may cost extra. Use an "
                   "ordinary mobile number."));
    }
    if (!m_parts.limits.countries.empty() && !inCountries(m_parts.limits.countries, number))
        refuse(address, "the country is not allowed",
               ApiError::invalidRequest("This server does not text numbers of that country (" +
                                        countryOf(number) + "). Whoever runs it can allow more countries."));
}

void LoginApi::requireSent(const std::string& textId, const std::string& tempTokenHash, Deadline until) const
{
    const auto text = inTransaction(m_parts.store, until, [&](Transaction& tx) {
        auto found = tx.text(textId);
        // Trying again would not help: the client has lost the temp_token by then.
        if (found && found->status == TextStatus::Queued && found->errorCode == AccountError) {
            moveForward(tx, *found, TextStatus::Failed, AccountError);
            found = tx.text(textId);
        }
        auto code = tx.pairingCode(tempTokenHash);
        if (found && code && found->status == TextStatus::Failed) {
            code->dead = true;
            tx.updatePairingCode(*code);
        }
        return found;
    });
    if (!text || text->status != TextStatus::Failed)
        return; // sent, or being tried: the code is on its way
    const std::string_view reason = textProblem(text->errorCode).reason;
    if (reason == text_problem::OptedOut)
        throw optedOut();
    if (reason == text_problem::WrongNumber)
        throw ApiError::invalidRequest("`phone` is not a number that can receive texts.");
    throw ApiError::serverError("The text could not be sent. Try again later.", 503);
}

void LoginApi::requireNoLongPause() const
{
    // Before anything is counted: the code would be of no use by the time it may be sent.
    if (m_parts.outbox.pausedUntil() >= m_parts.clock.now() + m_parts.limits.codeLife)
        throw ApiError::serverError("The SMS provider takes no texts for now. Try again later.", 503);
}

std::optional<std::chrono::seconds> LoginApi::delayOfCodes() const
{
    const Duration left = m_parts.outbox.pausedUntil() - m_parts.clock.now();
    return left > Duration{} ? std::optional{std::chrono::ceil<std::chrono::seconds>(left)} : std::nullopt;
}

LoginApi::SentCode LoginApi::sendCode(const std::string& typed, const ApiRequest& request)
{
    const std::string& address = request.address;
    if (!isE164(typed))
        throw ApiError::invalidRequest("`phone` is not a number such as +14155550123: a plus sign, the "
                                       "country code and the number, digits only.");
    const std::string number = canonicalNumber(typed).value_or(typed);
    checkNumber(number, address);
    requireNoLongPause();
    const std::string tempToken =
        newTempToken(tempTokenKeys(m_parts), m_parts.clock.now() + m_parts.limits.codeLife);
    const std::string code = randomPairingCode();
    PairingCode row{.tempTokenHash = tokenHash(tempToken),
                    .phoneId = {},
                    .codeHash = {},
                    .address = address,
                    .site = siteOf(address),
                    .createdAt = {},
                    .expiresAt = {}};
    const std::string textId = textIdOf(tempToken);
    std::optional<CodeRefusal> refusal; // the phone may be new: then it is not kept either
    bool saidStop = false;
    const auto queue = [&](Transaction& tx) {
        const Instant now = m_parts.clock.now();
        const Phone phone = phoneFor(tx, number);
        refusal = codeRefusal(tx, m_parts.limits, now, {phone, address, row.site}, m_parts.metrics.codes);
        if (refusal)
            throw ApiError::rateLimited(refusal->words, now, refusal->until);
        row.phoneId = phone.id;
        row.createdAt = now;
        row.expiresAt = now + m_parts.limits.codeLife;
        saidStop = tx.optedOut(number) == OptOut::Said;
        row.dead = saidStop;
        row.codeHash = saidStop ? std::string{} : m_parts.codeKeys.hash(row.tempTokenHash + code);
        if (!saidStop)
            tx.killPairingCodes(phone.id, address);
        // When none is sent it counts for the address all the same, which could else ask who has opted out.
        tx.addPairingCode(row);
        if (saidStop)
            return;
        m_parts.outbox.queue(tx,
                             {.id = textId,
                              .phoneId = phone.id,
                              .monitoringId = {},
                              .eventId = {},
                              .type = std::string{CodeType},
                              .kind = {},
                              .sealedBody = {},
                              .at = {},
                              .dueAt = {},
                              .uselessAt = row.expiresAt},
                             pairingSms(code));
    };
    try {
        m_parts.store.transact(request.until, queue);
    } catch (const ApiError& error) {
        refuse(address, refusal ? refusal->why : "refused", error);
    }
    if (saidStop)
        refuse(address, "the number opted out", optedOut());
    m_parts.texts.settle(textId, request.until);
    requireSent(textId, row.tempTokenHash, request.until);
    return {tempToken, number};
}

ApiAnswer LoginApi::requestCode(const ApiRequest& request)
{
    const JsonBody body{request.body};
    const std::string number = body.text("phone", 40);
    const std::string state = body.text("state", 128);
    if (body.optionalText("mode", 20).value_or("remote") != "remote")
        throw ApiError::invalidRequest("`mode` can only be \"remote\".");
    const SentCode sent = sendCode(number, request);
    JsonObject answer;
    answer.set("temp_token", sent.tempToken);
    answer.set("expires_in",
               std::chrono::duration_cast<std::chrono::seconds>(m_parts.limits.codeLife).count());
    answer.set("phone", maskedPhone(sent.number));
    answer.set("state", state);
    answer.set("texts", textsWord(m_parts));
    if (const auto delay = delayOfCodes())
        answer.set("delayed", delay->count());
    return {200, answer.text()};
}

ApiAnswer LoginApi::exchange(const ApiRequest& request)
{
    const JsonBody body{request.body};
    const std::string hash = tokenHash(body.text("temp_token", 200));
    const std::string code = body.text("pairing_code", 20);
    const std::string fingerprint = body.text("device_fingerprint", 40);
    if (!isSixDigits(code))
        throw ApiError::invalidRequest("`pairing_code` is not six digits.");
    if (fingerprint.size() != 16 || !isHex(fingerprint))
        throw ApiError::invalidRequest("`device_fingerprint` is not 16 hex digits.");
    std::optional<int> attemptsLeft; // of a wrong code, which must be written down, not rolled back
    const ApiAnswer answer = inTransaction(m_parts.store, request.until, [&](Transaction& tx) -> ApiAnswer {
        const Instant now = m_parts.clock.now();
        if (const auto until = guesserLockedUntil(tx, m_parts.limits, now, request.address))
            throw ApiError::rateLimited(
                "Too many wrong codes came from your network address. Try again later, or from "
                "another network.",
                now, *until);
        auto row = tx.pairingCode(hash);
        if (!row || row->expiresAt <= now || (row->dead && !mayRepeat(tx, *row, fingerprint)))
            throw codeGone();
        attemptsLeft.reset();
        if (!m_parts.codeKeys.isHash(row->codeHash, hash + code)) {
            attemptsLeft = countFailure(tx, *row, request.address);
            return {};
        }
        tx.forgivePairingFailures(request.address);
        return grantToken(tx, loginFor(tx, *row, fingerprint), {});
    });
    if (attemptsLeft)
        throw wrongCode(*attemptsLeft);
    return answer;
}

bool LoginApi::mayRepeat(Transaction& tx, const PairingCode& code, const std::string& fingerprint) const
{
    const auto login = code.loginId.empty() ? std::nullopt : tx.login(code.loginId);
    return login && loginAlive(*login, m_parts.clock.now()) && login->fingerprint == fingerprint &&
           !tx.hasUsedAccessToken(login->id);
}

Login LoginApi::loginFor(Transaction& tx, PairingCode& code, const std::string& fingerprint) const
{
    if (const auto known = code.loginId.empty() ? std::nullopt : tx.login(code.loginId))
        return *known;
    const Instant now = m_parts.clock.now();
    const Login login{.id = "lg_" + randomHex(16),
                      .phoneId = code.phoneId,
                      .fingerprint = fingerprint,
                      .createdAt = now,
                      .expiresAt = now + m_parts.limits.loginLife,
                      .endedAt = std::nullopt,
                      .address = code.address,
                      .site = code.site};
    tx.addLogin(login);
    code.dead = true;
    code.loginId = login.id;
    tx.updatePairingCode(code);
    return login;
}

int LoginApi::countFailure(Transaction& tx, PairingCode& code, const std::string& address) const
{
    const Limits& limits = m_parts.limits;
    const Instant now = m_parts.clock.now();
    code.attempts += 1;
    if (code.attempts >= limits.attemptsPerCode) {
        code.dead = true;
        code.loginId.clear();
    }
    tx.updatePairingCode(code);
    tx.addPairingFailure(code.phoneId, address, now);
    return guesserLockedUntil(tx, limits, now, address) ? 0 : limits.attemptsPerCode - code.attempts;
}

ApiAnswer LoginApi::grantToken(Transaction& tx, const Login& login, const std::string& replaces) const
{
    const Instant now = std::chrono::floor<std::chrono::seconds>(m_parts.clock.now());
    const Instant expiresAt = std::min(now + m_parts.limits.accessTokenLife, login.expiresAt);
    const AccessClaims claims{randomHex(16), login.id, now, expiresAt};
    tx.addAccessToken({claims.jti, login.id, expiresAt, std::nullopt, replaces});
    const auto phone = tx.phone(login.phoneId);
    const std::string accessToken = m_parts.jwt.sign(claims);
    m_parts.knownTokens.note(m_parts.sessionKeys.hash(accessToken), login.id);
    JsonObject answer;
    answer.set("access_token", accessToken);
    answer.set("token_type", "Bearer");
    answer.set("expires_in", std::chrono::floor<std::chrono::seconds>(expiresAt - now).count());
    answer.set("expires_at", isoTime(expiresAt));
    answer.set("phone", maskedPhone(phone ? phone->number : std::string{}));
    return {200, answer.text()};
}

ApiAnswer LoginApi::refresh(const ApiRequest& request)
{
    return inTransaction(m_parts.store, request.until, [&](Transaction& tx) {
        const LoginAccess access = loginAccess(m_parts, tx, request);
        requireAlive(access);
        countChange(m_parts, access.login.phoneId);
        // The answer may be lost: the token that the client has stays good until this one is used.
        return grantToken(tx, access.login, access.token.jti);
    });
}

ApiAnswer LoginApi::logOut(const ApiRequest& request)
{
    const int cleared = inTransaction(m_parts.store, request.until, [&](Transaction& tx) {
        const LoginAccess access = loginAccess(m_parts, tx, request);
        requireAlive(access);
        return endLogin(tx, access.login.id, m_parts.clock.now());
    });
    JsonObject answer;
    answer.set("revoked", true);
    answer.set("sessions_cleared", cleared);
    return {200, answer.text()};
}

} // namespace tocsin::server
