// SPDX-License-Identifier: MIT
#include "core/ipc/local_connection.h"

#include "core/ipc/peer.h"
#include "core/ipc/requests.h"

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 ReadBuffer = 64 * 1024;

/// What another machine's connection, or root's, may ask for: to report and to read, not to act for the user.
bool isAllowedToLimited(const QJsonObject& request)
{
    const ipc::RequestType type = ipc::typeOf(request);
    return type == ipc::RequestType::Hook || type == ipc::RequestType::Spooled ||
           type == ipc::RequestType::Status;
}

} // namespace

Reply::Reply(LocalConnection* connection)
    : m_connection{connection}
{}

bool Reply::isPending() const
{
    return m_connection && m_connection->isWaitingForAnswer();
}

void Reply::send(const QJsonObject& answer) const
{
    if (isPending())
        m_connection->answer(answer);
}

void Reply::ok(QJsonObject fields) const
{
    fields.insert(u"ok"_s, true);
    send(fields);
}

void Reply::fail(ipc::ErrorCode code, const QString& message) const
{
    send(ipc::ErrorReply{.code = code, .message = message}.toJson());
}

LocalConnection::LocalConnection(QLocalSocket* socket, Deadlines deadlines, QObject* parent)
    : QObject{parent}
    , m_socket{socket}
    , m_deadlines{deadlines}
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(ReadBuffer);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &LocalConnection::overtime);
    connect(m_socket, &QLocalSocket::readyRead, this, &LocalConnection::read);
    connect(m_socket, &QLocalSocket::disconnected, this, &LocalConnection::end);
}

void LocalConnection::start()
{
    m_timer.start(m_deadlines.request);
    read();
}

bool LocalConnection::isWaitingForAnswer() const
{
    return m_stage == Stage::Answering && m_socket->state() == QLocalSocket::ConnectedState;
}

void LocalConnection::readWaiting()
{
    // read() follows, and more may have come than its buffer holds.
    while (m_stage == Stage::Reading && m_socket->state() == QLocalSocket::ConnectedState &&
           m_socket->waitForReadyRead(0)) {
    }
}

void LocalConnection::read()
{
    // What follows a request is left where it is: the peer cannot send more than the buffers hold.
    const bool isAwaited = m_stage == Stage::Reading || m_stage == Stage::Held;
    QByteArray bytes = isAwaited ? m_socket->readAll() : QByteArray{};
    while (m_stage == Stage::Reading || m_stage == Stage::Held) {
        if (bytes.isEmpty() && m_stage == Stage::Reading)
            return;
        const auto message = m_reader.feed(std::exchange(bytes, {}));
        if (!message)
            return m_stage == Stage::Reading ? refuse(message.error()) : m_socket->abort();
        if (!message.value())
            return;
        if (m_stage == Stage::Reading)
            return takeRequest(*message.value());
        Q_EMIT messageReceived(*message.value());
    }
}

void LocalConnection::takeRequest(const QJsonObject& request)
{
    m_stage = Stage::Answering;
    m_timer.start(m_deadlines.answer);
    const std::optional<Peer> peer = peerOf(m_socket->socketDescriptor());
    m_mayWait = peer && !isLimited(*peer);
    if (peer && isLimited(*peer) && !isAllowedToLimited(request)) {
        fail(ipc::ErrorCode::NotAllowed,
             tr("This can only be done on the computer that Tocsin runs on, by the user who runs it."));
        return;
    }
    Q_EMIT requestReceived(request, Reply{this});
}

bool LocalConnection::hold(const QJsonObject& answer)
{
    if (!mayBeHeld() || !m_takeRoom || !m_takeRoom())
        return false;
    m_stage = Stage::Held;
    m_timer.stop();
    write(answer);
    return true;
}

void LocalConnection::sendToHeld(const QJsonObject& message)
{
    if (m_stage != Stage::Held)
        return;
    write(message);
    m_timer.start(m_deadlines.request);
}

void LocalConnection::refuse(FrameError error)
{
    m_stage = Stage::Answering;
    fail(ipc::ErrorCode::BadRequest,
         error == FrameError::BadVersion
             ? tr("tocsin and tocsin-hookbridge are incompatible versions. Install the same version of both.")
             : tr("Not a valid Tocsin request."));
}

void LocalConnection::fail(ipc::ErrorCode code, const QString& message)
{
    answer(ipc::ErrorReply{.code = code, .message = message}.toJson());
}

void LocalConnection::answer(const QJsonObject& object)
{
    if (std::exchange(m_stage, Stage::Closing) == Stage::Closing)
        return;
    write(object);
    m_timer.start(m_deadlines.request);
    m_socket->disconnectFromServer(); // after the bytes have left
}

void LocalConnection::write(const QJsonObject& object)
{
    const auto frame = encodeFrame(object);
    m_socket->write(frame ? *frame : *encodeFrame(ipc::ErrorReply{}.toJson()));
    // At once, not from the event loop: a caller may answer a hook first and do long work then.
    m_socket->flush();
}

void LocalConnection::overtime()
{
    if (m_stage == Stage::Answering) {
        fail(ipc::ErrorCode::ServerError, tr("Tocsin took too long to answer. Try again in a moment."));
        return;
    }
    m_socket->abort();
    end();
}

void LocalConnection::end()
{
    m_stage = Stage::Closing;
    m_timer.stop();
    Q_EMIT ended();
    deleteLater();
}

} // namespace tocsin
