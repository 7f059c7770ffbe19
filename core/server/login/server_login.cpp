// SPDX-License-Identifier: MIT
#include "core/server/login/server_login.h"

#include "core/base/phone_number.h"
#include "core/base/text.h"
#include "core/logging/categories.h"
#include "core/server/login/login_text.h"
#include "core/server/login/server_check.h"

#include <QUuid>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int PairingAttempts{5};

void cancelCall(QPointer<ApiCall>& call)
{
    if (call)
        call->cancel();
    call = nullptr;
}

} // namespace

ServerLogin::ServerLogin(ApiClient& api, TokenStore& store, const Clock& clock, const QString& fingerprint,
                         RefreshTiming timing, QObject* parent)
    : Login{parent}
    , m_api{api}
    , m_store{store}
    , m_clock{clock}
    , m_fingerprint{fingerprint}
    , m_schedule{clock, std::move(timing)}
    , m_revoker{api}
    , m_codeText{api, clock}
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ServerLogin::onTimer);
    m_storePatience.setSingleShot(true);
    connect(&m_storePatience, &QTimer::timeout, this, &ServerLogin::useNext);
    connect(&m_revoker, &TokenRevoker::revokedLate, this,
            [this](const EndedLogin& login) { onRevoked(login); });
    connect(&m_browser, &BrowserLogin::answered, this, &ServerLogin::onBrowserAnswered);
    connect(&m_browser, &BrowserLogin::unanswered, this,
            [this] { giveUpRequest(LoginError::BrowserSilent); });
    connect(&m_codeText, &CodeTextWatch::undelivered, this,
            [this](CodeProblem problem) { Q_EMIT codeUndelivered(describe(problem)); });
}

QString ServerLogin::maskedPhone() const
{
    return m_phase == LoginPhase::LoggedIn ? m_login.phone : m_pairing.maskedPhone;
}

QDateTime ServerLogin::codeExpiresAt() const
{
    return m_phase == LoginPhase::AwaitingCode ? m_pairing.expiresAt : QDateTime{};
}

QString ServerLogin::codeProblem() const
{
    return m_phase == LoginPhase::AwaitingCode ? describe(m_codeText.problem()) : QString{};
}

void ServerLogin::watchCode()
{
    if (m_phase == LoginPhase::AwaitingCode)
        m_codeText.look();
}

void ServerLogin::requestCode(const QString& phone)
{
    if (m_phase == LoginPhase::LoggedIn)
        return fail(LoginError::NotNow, m_phase, tr("You are already logged in. Log out first."));
    const QString number = normalizedNumber(phone);
    if (!isE164(number))
        return fail(LoginError::InvalidPhone,
                    m_phase == LoginPhase::Restoring ? LoginPhase::LoggedOut : m_phase);
    if (number != m_pairing.phone)
        m_pairing = {};
    m_pairing.phone = number;
    askForCode();
}

void ServerLogin::resendCode()
{
    if (m_phase != LoginPhase::LoggedIn && m_pairing.isByBrowser)
        return requestInBrowser();
    if (m_phase == LoginPhase::LoggedIn || m_pairing.phone.isEmpty())
        return fail(LoginError::NotNow, m_phase);
    askForCode();
}

void ServerLogin::askForCode()
{
    cancelCall(m_call);
    dropNext();
    m_requestState = QUuid::createUuid().toString(QUuid::WithoutBraces);
    checkServer([this] {
        m_call =
            m_api.login(m_pairing.phone, m_requestState, this,
                        [this](const Expected<LoginAnswer, ApiError>& answer) { onCodeRequested(answer); });
    });
}

void ServerLogin::checkServer(std::function<void()> then)
{
    setPhase(LoginPhase::RequestingCode);
    m_call =
        m_api.health(this, [this, then = std::move(then)](const Expected<HealthAnswer, ApiError>& answer) {
            const std::optional<ServerRefusal> refusal = judgeServer(answer, m_api.serverUrl());
            if (!refusal) {
                m_serverFeatures = answer->features;
                return then();
            }
            qCInfo(logAuth).noquote() << "no phone number was sent:" << refusal->message;
            m_retryAfter = answer ? 0 : static_cast<int>(answer.error().retryAfter.value_or(0s).count());
            giveUpRequest(refusal->error, refusal->message);
        });
}

/// An older code is still good when no new one could be had.
void ServerLogin::giveUpRequest(LoginError error, const QString& message)
{
    const bool hasCode = !m_pairing.tempToken.isEmpty() && m_pairing.expiresAt > m_clock.nowUtc();
    fail(error, hasCode ? LoginPhase::AwaitingCode : LoginPhase::LoggedOut, message);
    if (m_phase == LoginPhase::AwaitingCode)
        startTimer();
}

void ServerLogin::onCodeRequested(const Expected<LoginAnswer, ApiError>& answer)
{
    if (!answer) {
        const ApiErrorCode code = answer.error().code;
        m_retryAfter = static_cast<int>(answer.error().retryAfter.value_or(0s).count());
        return code == ApiErrorCode::InvalidRequest
                   ? giveUpRequest(LoginError::InvalidPhone)
                   : giveUpRequest(loginError(code), describeForLogin(answer.error(), m_api.serverUrl()));
    }
    if (answer->state != m_requestState) {
        qCWarning(logAuth) << "dropped an answer to /login with another state";
        return giveUpRequest(LoginError::StateMismatch);
    }
    awaitCode(*answer);
}

void ServerLogin::awaitCode(const LoginAnswer& answer)
{
    m_pairing.tempToken = answer.tempToken;
    m_pairing.maskedPhone = ensureMasked(answer.maskedPhone);
    m_pairing.expiresAt = m_clock.nowUtc().addSecs(answer.expiresIn);
    m_attemptsLeft = PairingAttempts;
    if (m_serverFeatures.codeStatus)
        m_codeText.begin(answer.tempToken);
    else
        m_codeText.end();
    setPhase(LoginPhase::AwaitingCode);
    startTimer();
}

void ServerLogin::submitCode(const QString& code)
{
    if (m_phase == LoginPhase::WaitingForBrowser)
        return fail(LoginError::NotNow, m_phase, tr("Enter your phone number in the browser first."));
    if (m_phase != LoginPhase::AwaitingCode)
        return fail(LoginError::NotNow, m_phase, tr("Request a code first."));
    const QString digits = code.simplified().remove(u' ');
    if (!isPairingCode(digits))
        return fail(LoginError::WrongCode, m_phase, tr("The code has six digits. Check it and try again."));
    if (m_pairing.expiresAt <= m_clock.nowUtc())
        return codeIsDead();
    setPhase(LoginPhase::Exchanging);
    m_call = m_api.exchange(m_pairing.tempToken, Secret{digits}, m_fingerprint, this,
                            [this](const Expected<TokenAnswer, ApiError>& answer) { onExchanged(answer); });
}

void ServerLogin::onExchanged(const Expected<TokenAnswer, ApiError>& answer)
{
    if (answer) {
        storeThenUse(*answer, [this] {
            m_pairing = {};
            m_attemptsLeft = 0;
            setPhase(LoginPhase::LoggedIn);
            startTimer();
        });
        m_storePatience.start(m_schedule.timing().storePatience);
        return;
    }
    const ApiError& error = answer.error();
    if (error.code == ApiErrorCode::InvalidPairingCode) {
        m_attemptsLeft = error.attemptsLeft.value_or(m_attemptsLeft - 1);
        if (m_attemptsLeft <= 0)
            return codeIsDead(tr("Too many wrong codes. Send a new one."));
        return fail(LoginError::WrongCode, LoginPhase::AwaitingCode,
                    tr("Wrong code. You can try %n more time(s).", nullptr, m_attemptsLeft));
    }
    if (error.code == ApiErrorCode::TokenExpired || error.code == ApiErrorCode::Unauthorized)
        return codeIsDead();
    m_retryAfter = static_cast<int>(error.retryAfter.value_or(0s).count());
    fail(loginError(error.code), LoginPhase::AwaitingCode, describeForLogin(error, m_api.serverUrl()));
}

void ServerLogin::takeOver(const Secret& token, std::function<void(const std::optional<ApiError>&)> done)
{
    cancelCall(m_call);
    dropNext();
    m_call = m_api.refresh(token, this,
                           [this, done = std::move(done)](const Expected<TokenAnswer, ApiError>& answer) {
                               if (!answer)
                                   return done(answer.error());
                               storeThenUse(*answer, [this, done] {
                                   m_pairing = {};
                                   setPhase(LoginPhase::LoggedIn);
                                   startTimer();
                                   done({});
                               });
                               m_storePatience.start(m_schedule.timing().storePatience);
                           });
}

/// What resendCode() needs stays known.
void ServerLogin::codeIsDead(const QString& why)
{
    m_pairing = Pairing{
        .phone = m_pairing.phone, .maskedPhone = m_pairing.maskedPhone, .isByBrowser = m_pairing.isByBrowser};
    m_attemptsLeft = 0;
    m_timer.stop();
    fail(LoginError::CodeExpired, LoginPhase::LoggedOut, why);
}

void ServerLogin::cancel()
{
    if (m_phase == LoginPhase::LoggedIn)
        return;
    cancelCall(m_call);
    dropNext();
    m_pairing = {};
    m_attemptsLeft = 0;
    m_timer.stop();
    setPhase(LoginPhase::LoggedOut);
}

void ServerLogin::setPhase(LoginPhase phase)
{
    // The last page of the browser may still be on its way when its answer is here.
    if (phase != LoginPhase::WaitingForBrowser && phase != LoginPhase::AwaitingCode &&
        phase != LoginPhase::Exchanging)
        m_browser.end();
    if (phase == LoginPhase::LoggedOut || phase == LoginPhase::LoggedIn)
        m_codeText.end();
    if (m_phase == phase)
        return;
    m_phase = phase;
    Q_EMIT phaseChanged(phase);
}

void ServerLogin::fail(LoginError error, LoginPhase next, const QString& message)
{
    setPhase(next);
    Q_EMIT failed(error, message.isEmpty() ? describe(error) : message);
}

} // namespace tocsin
