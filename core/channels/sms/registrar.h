// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/sms/delivery_dependencies.h"
#include "core/channels/sms/registration.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace tocsin {

/// Registers one session with the server, and keeps what the server gave for it. Part of ServerSession.
class Registrar final : public QObject
{
    Q_OBJECT
public:
    explicit Registrar(const DeliveryDependencies& dependencies, QObject* parent = nullptr);

    [[nodiscard]] const Registration& registration() const { return m_registration; }
    void setRegistration(const Registration& registration) { m_registration = registration; }
    [[nodiscard]] const StartMonitoring& session() const { return m_registration.start; }
    /// What the next register() says. True when the server has to be told.
    [[nodiscard]] bool describe(const StartMonitoring& start);
    /// What the server gave is of no use any more: the next register() makes another registration.
    void renew();

    /// The server gave a grant for the present registration.
    [[nodiscard]] bool isGranted() const { return m_grant && m_grant->startKey == m_registration.startKey; }
    /// Of the present registration, or of an earlier one; after a start was answered.
    [[nodiscard]] const SessionGrant& grant() const { return *m_grant; }
    [[nodiscard]] bool mayBeKnown() const { return m_registration.startTried; }
    /// A start is about to be sent. True when the registration has changed and has to be saved first.
    [[nodiscard]] bool prepare() { return !std::exchange(m_registration.startTried, true); }
    /// The server has ended the session.
    void noteStopped() { m_registration.startTried = false; }

    enum class Claim : uint8_t { Same, First, Other };
    /// For whose phone the session is, from now on; and how that was before.
    [[nodiscard]] Claim claim(const QString& account);

    void start();
    /// No answer is awaited any more, and there is no grant.
    void cancel();

Q_SIGNALS:
    /// granted() or failed() comes next.
    void answered();
    void granted(tocsin::ServerFeatures features);
    /// `isCurrent`: the start was for the present registration.
    void failed(const tocsin::ApiError& error, bool isCurrent, const tocsin::Secret& usedToken);

private:
    DeliveryDependencies m_dependencies;
    Registration m_registration;
    std::optional<SessionGrant> m_grant;
    QPointer<ApiCall> m_call;
};

} // namespace tocsin
