// SPDX-License-Identifier: MIT
#include "core/ipc/local_client.h"

#include "core/ipc/peer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>

namespace tocsin {

namespace {

/// Qt takes milliseconds as int, and -1 for ever.
int left(const QDeadlineTimer& deadline)
{
    return static_cast<int>(std::clamp<qint64>(deadline.remainingTime(), 0, 3'600'000));
}

/// Waits for the socket; false when `reader` has gone.
bool waitForSocket(qintptr socket, int reader)
{
    // Without events only the end of the other side is reported.
    std::array<pollfd, 2> watched{{{.fd = static_cast<int>(socket), .events = POLLIN, .revents = 0},
                                   {.fd = reader, .events = 0, .revents = 0}}};
    while (::poll(watched.data(), watched.size(), -1) < 0) {
        if (errno != EINTR)
            return false;
    }
    return watched[1].revents == 0;
}

} // namespace

ipc::ErrorCode errorCodeOf(ClientError error)
{
    switch (error) {
    case ClientError::NotRunning:
        return ipc::ErrorCode::NotRunning;
    case ClientError::NotOurUser:
        return ipc::ErrorCode::NotOurUser;
    case ClientError::TimedOut:
        return ipc::ErrorCode::TimedOut;
    case ClientError::BadAnswer:
        break;
    }
    return ipc::ErrorCode::BadAnswer;
}

std::optional<ClientError> HeldCall::connect(const QString& socketPath, QDeadlineTimer deadline,
                                             PeerCheck check)
{
    m_socket.connectToServer(socketPath);
    if (!m_socket.waitForConnected(left(deadline))) {
        if (m_socket.error() == QLocalSocket::SocketAccessError)
            return ClientError::NotOurUser;
        return deadline.hasExpired() ? ClientError::TimedOut : ClientError::NotRunning;
    }
    if (check == PeerCheck::OurUser && !isOurUser(m_socket.socketDescriptor()))
        return ClientError::NotOurUser;
    return std::nullopt;
}

Expected<QJsonObject, ClientError> HeldCall::exchange(const QByteArray& frame, QDeadlineTimer deadline)
{
    send(frame, deadline); // if it is cut short, the answer may tell why
    if (deadline.hasExpired() && m_socket.bytesToWrite() > 0)
        return Unexpected{ClientError::TimedOut};
    return awaitAnswer(deadline);
}

void HeldCall::send(const QByteArray& frame, QDeadlineTimer deadline)
{
    m_socket.write(frame);
    while (m_socket.bytesToWrite() > 0 && !deadline.hasExpired() &&
           m_socket.waitForBytesWritten(left(deadline))) {
    }
}

Expected<QJsonObject, ClientError> HeldCall::awaitAnswer(QDeadlineTimer deadline)
{
    for (;;) {
        const auto answer = m_reader.feed(m_socket.readAll());
        if (!answer)
            return Unexpected{ClientError::BadAnswer};
        if (answer.value())
            return *answer.value();
        if (deadline.hasExpired())
            return Unexpected{ClientError::TimedOut};
        if (!m_socket.waitForReadyRead(left(deadline)) && m_socket.bytesAvailable() == 0)
            return Unexpected{m_socket.error() == QLocalSocket::SocketTimeoutError ? ClientError::TimedOut
                                                                                   : ClientError::BadAnswer};
    }
}

std::optional<QJsonObject> HeldCall::next(int reader)
{
    for (;;) {
        const auto message = m_reader.feed(m_socket.readAll());
        if (!message)
            return std::nullopt;
        if (message.value())
            return *message.value();
        if (m_socket.state() != QLocalSocket::ConnectedState ||
            !waitForSocket(m_socket.socketDescriptor(), reader))
            return std::nullopt;
        // Its end is ready to be read, too.
        if (!m_socket.waitForReadyRead(0) && m_socket.bytesAvailable() == 0)
            return std::nullopt;
    }
}

Expected<QJsonObject, ClientError> exchange(const QString& socketPath, const QByteArray& frame,
                                            QDeadlineTimer deadline, PeerCheck check)
{
    HeldCall call;
    if (const auto error = call.connect(socketPath, deadline, check))
        return Unexpected{*error};
    return call.exchange(frame, deadline);
}

} // namespace tocsin
