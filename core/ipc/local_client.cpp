// SPDX-License-Identifier: MIT
#include "core/ipc/local_client.h"

#include "core/ipc/peer.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace tocsin {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds Longest = 1h;

/// For poll(), where -1 is for ever.
std::chrono::milliseconds left(const QDeadlineTimer& deadline)
{
    return std::clamp<std::chrono::milliseconds>(std::chrono::milliseconds{deadline.remainingTime()}, 0ms,
                                                 Longest);
}

bool isReady(int socket, short events, const QDeadlineTimer& deadline)
{
    pollfd watched{.fd = socket, .events = events, .revents = 0};
    int ready = 0;
    do
        ready = ::poll(&watched, 1, static_cast<int>(left(deadline).count()));
    while (ready < 0 && errno == EINTR);
    return ready > 0;
}

/// Waits for the socket; false when `reader` has gone.
bool waitForSocket(int socket, int reader)
{
    // Without events only the end of the other side is reported.
    std::array<pollfd, 2> watched{
        {{.fd = socket, .events = POLLIN, .revents = 0}, {.fd = reader, .events = 0, .revents = 0}}};
    while (::poll(watched.data(), watched.size(), -1) < 0) {
        if (errno != EINTR)
            return false;
    }
    return watched[1].revents == 0;
}

std::optional<sockaddr_un> addressOf(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address{};
    if (static_cast<size_t>(name.size()) >= sizeof address.sun_path)
        return std::nullopt;
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.constData(), static_cast<size_t>(name.size()));
    return address;
}

/// While the app's queue of connections is full, connect() waits, as long as the socket's sending may take.
bool connectInTime(int socket, const sockaddr_un& address, const QDeadlineTimer& deadline)
{
    do {
        const auto time = std::max(left(deadline), 1ms);
        const timeval limit{.tv_sec = time / 1s, .tv_usec = (time % 1s) / 1us};
        ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
        if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
            return true;
    } while (errno == EINTR && !deadline.hasExpired());
    return false;
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

HeldCall::~HeldCall()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

std::optional<ClientError> HeldCall::connect(const QString& socketPath, QDeadlineTimer deadline,
                                             PeerCheck check)
{
    const auto address = addressOf(socketPath);
    m_socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (!address || m_socket < 0)
        return ClientError::NotRunning;
    if (!connectInTime(m_socket, *address, deadline)) {
        if (errno == EACCES || errno == EPERM)
            return ClientError::NotOurUser;
        return errno == EAGAIN || errno == EINTR ? ClientError::TimedOut : ClientError::NotRunning;
    }
    if (check == PeerCheck::OurUser && !isOurUser(m_socket))
        return ClientError::NotOurUser;
    return std::nullopt;
}

Expected<QJsonObject, ClientError> HeldCall::exchange(const QByteArray& frame, QDeadlineTimer deadline)
{
    if (!sendInTime(frame, deadline))
        return Unexpected{ClientError::TimedOut};
    return awaitAnswer(deadline);
}

void HeldCall::send(const QByteArray& frame, QDeadlineTimer deadline)
{
    static_cast<void>(sendInTime(frame, deadline));
}

bool HeldCall::sendInTime(const QByteArray& frame, QDeadlineTimer deadline)
{
    qsizetype done = 0;
    while (done < frame.size()) {
        const ssize_t n = ::send(m_socket, frame.constData() + done, static_cast<size_t>(frame.size() - done),
                                 MSG_DONTWAIT | MSG_NOSIGNAL);
        const int problem = n < 0 ? errno : 0;
        if (problem == 0)
            done += n;
        else if (problem == EAGAIN && (deadline.hasExpired() || !isReady(m_socket, POLLOUT, deadline)))
            return false;
        else if (problem != EAGAIN && problem != EINTR)
            return true; // cut short; the answer may tell why
    }
    return true;
}

QByteArray HeldCall::received()
{
    QByteArray bytes;
    std::array<char, 16'384> part{};
    while (!m_hasEnded) {
        const ssize_t n = ::recv(m_socket, part.data(), part.size(), MSG_DONTWAIT);
        if (n > 0)
            bytes.append(part.data(), n);
        else if (n < 0 && errno == EAGAIN)
            break;
        else
            m_hasEnded = n == 0 || errno != EINTR;
    }
    return bytes;
}

Expected<QJsonObject, ClientError> HeldCall::awaitAnswer(QDeadlineTimer deadline)
{
    for (;;) {
        const auto answer = m_reader.feed(received());
        if (!answer || (m_hasEnded && !answer.value()))
            return Unexpected{ClientError::BadAnswer};
        if (answer.value())
            return *answer.value();
        if (deadline.hasExpired() || !isReady(m_socket, POLLIN, deadline))
            return Unexpected{ClientError::TimedOut};
    }
}

std::optional<QJsonObject> HeldCall::next(int reader)
{
    for (;;) {
        const auto message = m_reader.feed(received());
        if (!message)
            return std::nullopt;
        if (message.value())
            return *message.value();
        if (m_hasEnded || !waitForSocket(m_socket, reader))
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
