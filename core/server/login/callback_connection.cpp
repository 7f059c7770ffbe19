// SPDX-License-Identifier: MIT
#include "core/server/login/callback_connection.h"

#include "core/server/login/callback_page.h"

#include <algorithm>
#include <utility>

namespace tocsin {

CallbackConnection::CallbackConnection(QTcpSocket* socket, QByteArray host, const CallbackLimits& limits,
                                       Answer answer, QObject* parent)
    : QObject{parent}
    , m_socket{socket}
    , m_host{std::move(host)}
    , m_maxHead{limits.head}
    , m_answer{std::move(answer)}
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(2 * limits.head);
    m_deadline.setSingleShot(true);
    m_deadline.start(limits.request);
    connect(&m_deadline, &QTimer::timeout, this, &CallbackConnection::abort);
    connect(m_socket, &QTcpSocket::readyRead, this, &CallbackConnection::read);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
}

void CallbackConnection::read()
{
    if (m_isAnswered) { // read all the same: unread bytes would turn our goodbye into a reset
        m_socket->readAll();
        return;
    }
    m_head += m_socket->readAll();
    const qsizetype end = m_head.indexOf("\r\n\r\n");
    if (end > m_maxHead || (end < 0 && m_head.size() > m_maxHead))
        return reply(callbackAnswer(CallbackPage::NotHere, 431));
    if (end < 0)
        return;
    const CallbackReading reading = readCallbackRequest(QByteArrayView{m_head}.first(end), m_host);
    std::fill(m_head.begin(), m_head.end(), '\0'); // a token may be in it
    m_isAnswered = true;
    reply(m_answer(reading));
}

void CallbackConnection::reply(const QByteArray& bytes)
{
    m_isAnswered = true;
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    m_socket->write(bytes);
    m_socket->disconnectFromHost(); // after the bytes have left
}

void CallbackConnection::abort()
{
    m_isAnswered = true;
    m_socket->abort();
    deleteLater();
}

} // namespace tocsin
