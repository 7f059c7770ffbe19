// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"
#include "core/ipc/file_lock.h"
#include "core/ipc/local_connection.h"

#include <QLocalServer>
#include <QObject>
#include <QSet>

#include <cstdint>
#include <optional>

namespace tocsin {

enum class ListenError : uint8_t {
    AnotherInstance, ///< the primary instance holds the lock beside the socket: talk to it instead
    UnsafeFolder,    ///< the socket's folder is not ours, or others may write in it
    PathTooLong,     ///< see MaxSocketPath
    Refused          ///< the system said no; systemError() says why
};

/// The app's end of the local protocol. The lock file decides which instance is the primary one; the socket
/// only transports. Accepts connections of our own user and of root, a limited number at once; the others
/// wait. Connections that are held have room of their own.
class LocalServer final : public QObject
{
    Q_OBJECT
public:
    static constexpr int MaxConnections = 64;
    static constexpr int MaxHeld = 200;

    explicit LocalServer(QObject* parent = nullptr, LocalConnection::Deadlines deadlines = {});
    ~LocalServer() override;

    /// Becomes the primary instance and listens, with the folder 0700 (unless TOCSIN_SOCKET chose it) and the
    /// socket 0600. nullopt: done.
    [[nodiscard]] std::optional<ListenError> listen(const QString& path);
    void close();
    /// Reads what has arrived already, without waiting for the event loop.
    void readWaiting();

    [[nodiscard]] bool isListening() const { return m_server.isListening(); }
    [[nodiscard]] QString path() const { return m_server.fullServerName(); }
    [[nodiscard]] QString systemError() const { return m_systemError; }

Q_SIGNALS:
    /// A whole request arrived. Answer now or later through `reply`.
    void requestReceived(const QJsonObject& request, const tocsin::Reply& reply);

private:
    void takeConnections();
    void connectionEnded(QObject* connection);
    void connectionLeft();
    [[nodiscard]] bool takeRoom(QObject* connection);

    QLocalServer m_server;
    FileLock m_lock;
    LocalConnection::Deadlines m_deadlines;
    QString m_systemError;
    int m_connections{0}; ///< but those that are held
    QSet<QObject*> m_held{};
};

} // namespace tocsin
