// SPDX-License-Identifier: MIT
#include "core/ipc/local_server.h"

#include "core/ipc/paths.h"
#include "core/ipc/peer.h"
#include "core/ipc/private_folder.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr int Backlog = 1024;

/// What a crash left there may go; anything but a socket is somebody's file and stays.
bool clearStaleSocket(const QString& path)
{
    struct stat info
    {};
    if (::lstat(QFile::encodeName(path).constData(), &info) != 0)
        return true;
    return S_ISSOCK(info.st_mode) && QLocalServer::removeServer(path);
}

} // namespace

LocalServer::LocalServer(QObject* parent, LocalConnection::Deadlines deadlines)
    : QObject{parent}
    , m_deadlines{deadlines}
{
    // Connections over our own cap wait with the system, which has room for as many hooks as may come while
    // we are busy. A hook that waits too long leaves its event in the spool.
    m_server.setMaxPendingConnections(1);
    m_server.setListenBacklogSize(Backlog);
    connect(&m_server, &QLocalServer::newConnection, this, &LocalServer::takeConnections);
}

LocalServer::~LocalServer()
{
    close();
}

std::optional<ListenError> LocalServer::listen(const QString& path)
{
    if (QFile::encodeName(path).size() > MaxSocketPath)
        return ListenError::PathTooLong;
    const QString folder = QFileInfo{path}.absolutePath();
    const bool chosen = path != socketPath() || socketPathFromEnvironment();
    const std::optional<FolderError> wrong = chosen ? checkChosenFolder(folder) : makePrivateFolder(folder);
    if (wrong == FolderError::CannotCreate) {
        m_systemError = QString::fromStdString(std::generic_category().message(errno));
        return ListenError::Refused;
    }
    if (wrong)
        return ListenError::UnsafeFolder;

    switch (m_lock.take(path + u".lock"_s)) {
    case FileLock::Result::Taken:
        break;
    case FileLock::Result::HeldByAnother:
        return ListenError::AnotherInstance;
    case FileLock::Result::Unavailable:
        m_systemError = u"cannot lock %1.lock"_s.arg(path);
        return ListenError::Refused;
    }
    // Never QLocalServer::UserAccessOption: with it a second listen() quietly takes over a living socket.
    if (!clearStaleSocket(path) || !m_server.listen(path)) {
        m_systemError = m_server.errorString();
        m_lock.release();
        return ListenError::Refused;
    }
    QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return std::nullopt;
}

void LocalServer::close()
{
    m_server.close();
    m_lock.release();
}

void LocalServer::readWaiting()
{
    int before = -1;
    while (m_server.isListening() && m_connections < MaxConnections &&
           std::exchange(before, m_connections) != m_connections)
        static_cast<void>(m_server.waitForNewConnection(0)); // takeConnections() follows
    const auto connections = findChildren<LocalConnection*>(Qt::FindDirectChildrenOnly);
    for (LocalConnection* connection : connections)
        connection->readWaiting();
}

void LocalServer::takeConnections()
{
    while (m_connections < MaxConnections) {
        QLocalSocket* socket = m_server.nextPendingConnection();
        if (!socket)
            return;
        const std::optional<Peer> peer = peerOf(socket->socketDescriptor());
        if (!peer || !isServed(*peer)) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        auto* connection = new LocalConnection{socket, m_deadlines, this};
        connect(connection, &QObject::destroyed, this, &LocalServer::connectionEnded);
        connect(connection, &LocalConnection::requestReceived, this, &LocalServer::requestReceived);
        connection->setRoom([this, connection] { return takeRoom(connection); });
        connection->start();
    }
}

/// From now on it is not one of those that are answered at once.
bool LocalServer::takeRoom(QObject* connection)
{
    if (m_held.size() >= MaxHeld)
        return false;
    m_held.insert(connection);
    connectionLeft();
    return true;
}

void LocalServer::connectionEnded(QObject* connection)
{
    if (!m_held.remove(connection))
        connectionLeft();
}

void LocalServer::connectionLeft()
{
    --m_connections;
    // Not from within: it may still be being destroyed.
    QMetaObject::invokeMethod(this, &LocalServer::takeConnections, Qt::QueuedConnection);
}

} // namespace tocsin
