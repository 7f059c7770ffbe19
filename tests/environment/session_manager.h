// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

#include <memory>
#include <vector>

// libSM's and libICE's own; their headers define macros such as Bool and Status.
struct _SmsConn;
struct _IceConn;
struct _IceListenObj;

namespace tocsin::test {

/// A session manager for one client, as an X11 desktop has it (X Session Management Protocol 1.0, through
/// libSM).
class SessionManager final : public QObject
{
    Q_OBJECT
public:
    SessionManager();
    ~SessionManager() override;
    SessionManager(const SessionManager&) = delete;
    SessionManager& operator=(const SessionManager&) = delete;

    /// What SESSION_MANAGER must say; empty when it does not listen.
    [[nodiscard]] const QByteArray& address() const { return m_address; }
    [[nodiscard]] bool hasClient() const { return m_client != nullptr; }
    /// Asks the client to save itself for a shutdown; when it has, tells it to end, as at a logout.
    void logOut();
    [[nodiscard]] bool wasSaved() const { return m_wasSaved; }
    /// The client has said that it is not to be started again by us (RestartStyleHint).
    [[nodiscard]] bool isRestartedNever() const { return m_isRestartedNever; }

private:
    struct Callbacks;
    void watch(_IceConn* connection);
    void forgetClient();
    void saved();

    _IceListenObj** m_listeners{nullptr};
    int m_listenerCount{0};
    QByteArray m_address;
    std::vector<std::unique_ptr<QSocketNotifier>> m_notifiers;
    _SmsConn* m_client{nullptr};
    bool m_isLoggingOut{false};
    bool m_wasSaved{false};
    bool m_isRestartedNever{false};
};

} // namespace tocsin::test
