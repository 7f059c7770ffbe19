// SPDX-License-Identifier: MIT
#include "core/ipc/local_client.h"

#include "core/ipc/frame.h"
#include "core/ipc/peer.h"

#include <QLocalSocket>

#include <algorithm>

namespace tocsin {

namespace {

/// Qt takes milliseconds as int, and -1 for ever.
int left(const QDeadlineTimer& deadline)
{
    return static_cast<int>(std::clamp<qint64>(deadline.remainingTime(), 0, 3'600'000));
}

Expected<QJsonObject, ClientError> awaitAnswer(QLocalSocket& socket, const QDeadlineTimer& deadline)
{
    FrameReader reader;
    for (;;) {
        if (const QByteArray bytes = socket.readAll(); !bytes.isEmpty()) {
            const auto answer = reader.feed(bytes);
            if (!answer)
                return Unexpected{ClientError::BadAnswer};
            if (answer.value())
                return *answer.value();
        }
        if (deadline.hasExpired())
            return Unexpected{ClientError::TimedOut};
        if (!socket.waitForReadyRead(left(deadline)) && socket.bytesAvailable() == 0)
            return Unexpected{socket.error() == QLocalSocket::SocketTimeoutError ? ClientError::TimedOut
                                                                                 : ClientError::BadAnswer};
    }
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

Expected<QJsonObject, ClientError> exchange(const QString& socketPath, const QByteArray& frame,
                                            QDeadlineTimer deadline, PeerCheck check)
{
    QLocalSocket socket;
    socket.connectToServer(socketPath);
    if (!socket.waitForConnected(left(deadline))) {
        if (socket.error() == QLocalSocket::SocketAccessError)
            return Unexpected{ClientError::NotOurUser};
        return Unexpected{deadline.hasExpired() ? ClientError::TimedOut : ClientError::NotRunning};
    }
    if (check == PeerCheck::OurUser && !isOurUser(socket.socketDescriptor()))
        return Unexpected{ClientError::NotOurUser};
    socket.write(frame);
    while (socket.bytesToWrite() > 0) {
        if (deadline.hasExpired())
            return Unexpected{ClientError::TimedOut};
        if (!socket.waitForBytesWritten(left(deadline)))
            break; // the answer may tell why it was cut short
    }
    return awaitAnswer(socket, deadline);
}

} // namespace tocsin
