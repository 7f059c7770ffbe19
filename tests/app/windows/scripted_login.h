// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/login/login.h"

#include <QStringList>

namespace tocsin {

/// A login that records its calls; the test decides when it answers.
class ScriptedLogin final : public Login
{
    Q_OBJECT
public:
    using Login::Login;

    [[nodiscard]] LoginPhase phase() const override { return m_phase; }
    [[nodiscard]] QString maskedPhone() const override { return phone; }
    [[nodiscard]] QDateTime tokenExpiresAt() const override { return tokenEnd; }
    [[nodiscard]] QDateTime codeExpiresAt() const override { return codeEnd; }
    [[nodiscard]] int attemptsLeft() const override { return attempts; }
    [[nodiscard]] int retryAfterSeconds() const override { return 0; }

    [[nodiscard]] QString codeProblem() const override { return problem; }

    void requestCode(const QString& number) override
    {
        calls += QStringLiteral("request ") + number;
        go(LoginPhase::RequestingCode);
    }
    void requestInBrowser() override
    {
        calls += QStringLiteral("browser");
        go(LoginPhase::WaitingForBrowser);
    }
    void reopenBrowser() override { calls += QStringLiteral("reopen"); }
    void resendCode() override
    {
        calls += QStringLiteral("resend");
        go(LoginPhase::RequestingCode);
    }
    void watchCode() override { ++watched; }
    void submitCode(const QString& code) override
    {
        calls += QStringLiteral("submit ") + code;
        go(LoginPhase::Exchanging);
    }
    void cancel() override
    {
        calls += QStringLiteral("cancel");
        go(LoginPhase::LoggedOut);
    }
    void logOut() override
    {
        calls += QStringLiteral("log out");
        go(LoginPhase::LoggedOut);
    }

    void go(LoginPhase phase)
    {
        m_phase = phase;
        Q_EMIT phaseChanged(phase);
    }
    /// Emits failed() only: the change of phase has no signal of its own.
    void fail(LoginPhase back, LoginError error, const QString& message)
    {
        m_phase = back;
        Q_EMIT failed(error, message);
    }

    /// The server says why the text did not arrive.
    void loseCode(const QString& message)
    {
        problem = message;
        Q_EMIT codeUndelivered(message);
    }

    QStringList calls;
    QString problem;
    int watched{0}; ///< calls of watchCode()
    QString phone{QStringLiteral("+1***0123")};
    QDateTime tokenEnd;
    QDateTime codeEnd;
    int attempts{5};

private:
    LoginPhase m_phase{LoginPhase::LoggedOut};
};

} // namespace tocsin
