// SPDX-License-Identifier: MIT
#include "core/logging/categories.h"
#include "core/server/login/server_login.h"

#include <QCryptographicHash>

#include <algorithm>

// The second half of ServerLogin: a login from its first token to its end. The first half is
// server_login.cpp. What the store could not do is reported by signals, and logged where people are informed.
namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// How often the clock is checked: a timer over the whole life would be late by the time this machine slept.
constexpr std::chrono::milliseconds ClockCheck{60s};
/// A token that is refused again so soon after the server gave it is not refused by accident.
constexpr std::chrono::milliseconds DoubtSpan{5min};

bool isRefusal(const ApiError& error)
{
    return error.code == ApiErrorCode::TokenExpired || error.code == ApiErrorCode::Unauthorized;
}

bool looksOld(const StoredLogin& login, const QDateTime& now)
{
    return login.issuedAt > now || now.msecsTo(login.expiresAt) * 4 < login.issuedAt.msecsTo(login.expiresAt);
}

} // namespace

/// A logout whose answers are awaited.
struct ServerLogin::LogOut
{
    int waitsFor{1}; ///< answers of the server and of the store
    int sessionsCleared{0};
    QStringList problems{};
    QString storeProblem{}; ///< of the last thing that the store was asked to do
};

Secret ServerLogin::accessToken() const
{
    return m_login.server == m_api.serverUrl() ? m_login.token : Secret{};
}

QString ServerLogin::accountId() const
{
    if (m_phase != LoginPhase::LoggedIn)
        return {};
    const QByteArray text = (m_login.server.toString() + u'\n' + m_login.phone).toUtf8();
    return QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().left(32));
}

void ServerLogin::restore()
{
    if (m_phase == LoginPhase::LoggedIn)
        return;
    m_pairing = {};
    setPhase(LoginPhase::Restoring);
    m_store.read(this, [this](const StoreResult& result) { onRestored(result); });
}

void ServerLogin::onRestored(const StoreResult& result)
{
    if (m_phase != LoginPhase::Restoring)
        return;
    m_owed = result.outcome == StoreOutcome::Failed ? Owed::Read : Owed::Nothing;
    if (m_owed == Owed::Read) {
        // People read why from readFailed(), where they miss a login.
        qCInfo(logAuth) << "the token store cannot be read";
        qCDebug(logAuth).noquote() << result.message;
        setPhase(LoginPhase::LoggedOut);
        Q_EMIT readFailed(result.message);
        return;
    }
    m_ended =
        result.outcome == StoreOutcome::Found ? parseEndedLogins(result.value) : std::vector<EndedLogin>{};
    for (const EndedLogin& ended : std::vector{m_ended})
        m_revoker.resume(ended);
    const std::optional<StoredLogin> stored =
        result.outcome == StoreOutcome::Found ? parseStoredLogin(result.value) : std::nullopt;
    if (!stored || stored->server != m_api.serverUrl()) {
        setPhase(LoginPhase::LoggedOut);
        if (stored && !m_hasServerChanged)
            Q_EMIT foundElsewhere(stored->server);
        return;
    }
    m_login = *stored;
    m_doubt = Doubt::None;
    m_schedule.beginRestored(looksOld(m_login, m_clock.nowUtc()));
    setPhase(LoginPhase::LoggedIn);
    startTimer();
}

void ServerLogin::logOut()
{
    const auto report = std::make_shared<LogOut>();
    if (m_phase != LoginPhase::LoggedIn) {
        cancel();
        forget(report);
    } else {
        revoke(accessToken(), report);
        end(LoginEnd::LoggedOut, report);
    }
    reportLogOut(report);
}

void ServerLogin::reportLogOut(const std::shared_ptr<LogOut>& logOut)
{
    if (!logOut || --logOut->waitsFor > 0)
        return;
    if (!logOut->storeProblem.isEmpty()) {
        logOut->problems << logOut->storeProblem;
        Q_EMIT forgetFailed(logOut->storeProblem);
    }
    Q_EMIT logOutFinished(logOut->sessionsCleared, logOut->problems.join(u'\n'));
}

/// Until the server has answered, the store remembers it: this program may end before that.
void ServerLogin::revoke(const Secret& token, const std::shared_ptr<LogOut>& logOut)
{
    const EndedLogin ended{.server = m_api.serverUrl(), .token = token};
    m_ended.push_back(ended);
    if (logOut)
        ++logOut->waitsFor;
    m_revoker.revoke(token, [this, ended, logOut](const Expected<LogoutAnswer, ApiError>& answer) {
        const bool isKnown = answer || !isTransient(answer.error().code);
        if (logOut && answer)
            logOut->sessionsCleared = answer->sessionsCleared;
        if (logOut && !isKnown)
            logOut->problems << tr("The server could not be notified of the logout. Tocsin will keep trying; "
                                   "until then the login stays valid on the server.");
        if (isKnown)
            onRevoked(ended, logOut);
        reportLogOut(logOut);
    });
}

void ServerLogin::onRevoked(const EndedLogin& login, const std::shared_ptr<LogOut>& logOut)
{
    std::erase(m_ended, login);
    if (m_phase == LoginPhase::LoggedIn || m_next)
        save();
    else
        forget(logOut);
}

void ServerLogin::tokenRejected(const Secret& token)
{
    if (m_phase != LoginPhase::LoggedIn || token != m_login.token)
        return;
    if (m_next)
        return useNext();
    if (m_doubt == Doubt::Rejected)
        return;
    if (m_doubt == Doubt::RefreshRefused)
        return end(m_refusal);
    if (m_lastDoubt && m_clock.monotonic() - *m_lastDoubt < DoubtSpan)
        return end(LoginEnd::Rejected);
    m_doubt = Doubt::Rejected;
    m_schedule.beginNow();
    refresh();
    startTimer();
}

void ServerLogin::storeAvailable()
{
    if (m_owed == Owed::Read && m_phase == LoginPhase::LoggedOut)
        restore();
    else if (m_owed == Owed::Write && m_phase == LoginPhase::LoggedIn)
        save();
    else if (m_owed == Owed::Removal && m_phase != LoginPhase::LoggedIn)
        forget();
}

void ServerLogin::serverChanged()
{
    m_hasServerChanged = true;
    if (m_phase == LoginPhase::LoggedIn) {
        if (m_login.server == m_api.serverUrl())
            return;
        end(LoginEnd::ServerChanged);
    } else {
        cancel();
    }
    restore();
}

/// The present token, if there is one, goes on until then.
void ServerLogin::storeThenUse(const TokenAnswer& answer, std::function<void()> then)
{
    const QDateTime now = m_clock.nowUtc();
    m_next = Next{.login = StoredLogin{.server = m_api.serverUrl(),
                                       .token = answer.accessToken,
                                       .issuedAt = now,
                                       .expiresAt = now.addSecs(answer.life.count()),
                                       .phone = ensureMasked(answer.maskedPhone)},
                  .then = std::move(then)};
    m_schedule.begin(answer.life);
    m_owed = Owed::Nothing;
    m_store.write(
        serializeLogin(m_next->login, m_ended), this,
        [this, token = answer.accessToken](const StoreResult& result) { onNextStored(token, result); });
}

void ServerLogin::onNextStored(const Secret& token, const StoreResult& result)
{
    if (m_next && m_next->login.token == token)
        useNext();
    if (result.outcome == StoreOutcome::Failed && m_phase == LoginPhase::LoggedIn && m_login.token == token)
        noteUnstored(result.message);
}

void ServerLogin::useNext()
{
    m_storePatience.stop();
    if (!m_next)
        return;
    const Next next = *std::exchange(m_next, std::nullopt);
    m_login = next.login;
    if (m_doubt == Doubt::Rejected)
        m_lastDoubt = m_clock.monotonic();
    m_doubt = Doubt::None;
    next.then();
}

/// The server gave a login that is not wanted any more before it was used.
void ServerLogin::dropNext()
{
    m_storePatience.stop();
    if (!m_next)
        return;
    const StoredLogin dropped = std::exchange(m_next, std::nullopt)->login;
    if (dropped.server != m_api.serverUrl())
        return;
    revoke(dropped.token);
    forget();
}

void ServerLogin::save()
{
    m_owed = Owed::Nothing;
    m_store.write(serializeLogin(m_next ? m_next->login : m_login, m_ended), this,
                  [this](const StoreResult& result) {
                      if (result.outcome == StoreOutcome::Failed && m_phase == LoginPhase::LoggedIn)
                          noteUnstored(result.message);
                  });
}

void ServerLogin::noteUnstored(const QString& message)
{
    m_owed = Owed::Write;
    qCDebug(logAuth) << "the login could not be stored:" << message;
    Q_EMIT storeFailed(message);
}

/// All but what its server has to be told of. `logOut`: a person waits for it.
void ServerLogin::forget(const std::shared_ptr<LogOut>& logOut)
{
    m_owed = Owed::Nothing;
    if (logOut)
        ++logOut->waitsFor;
    const auto done = [this, logOut](const StoreResult& result) {
        const bool failed = result.outcome == StoreOutcome::Failed;
        // A later login takes the old one's place in the store.
        if (failed && m_phase != LoginPhase::LoggedIn)
            m_owed = Owed::Removal;
        if (failed)
            qCDebug(logAuth) << "the login could not be removed from the store:" << result.message;
        if (!logOut)
            return;
        logOut->storeProblem =
            failed ? tr("Your login could not be removed from this computer. %1 Then log out again.")
                         .arg(result.message)
                   : QString{};
        reportLogOut(logOut);
    };
    if (m_ended.empty())
        m_store.remove(this, done);
    else
        m_store.write(serializeEndedLogins(m_ended), this, done);
}

void ServerLogin::end(LoginEnd why, const std::shared_ptr<LogOut>& logOut)
{
    if (m_refreshCall)
        m_refreshCall->cancel();
    m_refreshCall = nullptr;
    m_timer.stop();
    m_storePatience.stop();
    m_login = {};
    m_next.reset();
    m_doubt = Doubt::None;
    m_lastDoubt = {};
    if (why != LoginEnd::ServerChanged) // it still is good at that other server
        forget(logOut);
    Q_EMIT loginEnded(why, describeLoginEnd(why));
    setPhase(LoginPhase::LoggedOut);
}

void ServerLogin::startTimer()
{
    std::chrono::milliseconds wait{m_clock.nowUtc().msecsTo(m_pairing.expiresAt)};
    if (m_phase == LoginPhase::LoggedIn)
        wait = m_refreshCall ? ClockCheck : m_schedule.untilDue();
    m_timer.start(std::clamp(wait, 1ms, ClockCheck));
}

void ServerLogin::onTimer()
{
    if (m_phase == LoginPhase::LoggedIn) {
        if (m_schedule.untilDue() == 0ms)
            refresh();
        startTimer();
    } else if (m_phase == LoginPhase::AwaitingCode && m_pairing.expiresAt <= m_clock.nowUtc()) {
        codeIsDead();
    } else if (m_phase != LoginPhase::LoggedOut) {
        startTimer();
    }
}

void ServerLogin::refresh()
{
    const Secret token = accessToken();
    if (m_refreshCall || m_next || token.isEmpty())
        return;
    m_refreshCall = m_api.refresh(
        token, this, [this](const Expected<TokenAnswer, ApiError>& answer) { onRefreshed(answer); });
}

void ServerLogin::onRefreshed(const Expected<TokenAnswer, ApiError>& answer)
{
    m_refreshCall = nullptr;
    if (answer) {
        storeThenUse(*answer, [this] {
            startTimer();
            Q_EMIT tokenRefreshed();
        });
        return startTimer();
    }
    const ApiError& error = answer.error();
    const LoginEnd refusal =
        error.code == ApiErrorCode::TokenExpired ? LoginEnd::Expired : LoginEnd::Rejected;
    // A server that refuses the token and will not refresh it either has ended this login.
    if ((m_doubt == Doubt::Rejected && !isTransient(error.code)) ||
        (m_doubt == Doubt::RefreshRefused && isRefusal(error)))
        return end(refusal);
    if (isRefusal(error)) { // once may be a mistake, and costs the login
        m_doubt = Doubt::RefreshRefused;
        m_refusal = refusal;
        m_schedule.noteRefusal();
        return startTimer();
    }
    m_schedule.noteFailure(error.retryAfter);
    startTimer();
}

} // namespace tocsin
