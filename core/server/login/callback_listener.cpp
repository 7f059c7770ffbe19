// SPDX-License-Identifier: MIT
#include "core/server/login/callback_listener.h"

#include "core/logging/categories.h"
#include "core/server/login/callback_page.h"

#include <QHostAddress>
#include <QNetworkProxy>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

int statusOf(RequestFault fault)
{
    switch (fault) {
    case RequestFault::OtherMethod:
        return 405;
    case RequestFault::OtherHost:
        return 421;
    case RequestFault::Malformed:
        break;
    }
    return 400;
}

} // namespace

CallbackListener::CallbackListener(CallbackLimits limits, QObject* parent)
    : QObject{parent}
    , m_limits{limits}
{
    m_server.setProxy(QNetworkProxy::NoProxy);
    // What is over our own cap waits with the system.
    m_server.setMaxPendingConnections(1);
    m_donePatience.setSingleShot(true);
    connect(&m_donePatience, &QTimer::timeout, this, &CallbackListener::close);
    connect(&m_server, &QTcpServer::newConnection, this, &CallbackListener::takeConnections);
}

CallbackListener::~CallbackListener()
{
    close();
}

bool CallbackListener::listen(const QString& state)
{
    m_state = state;
    m_stage = Stage::Waiting;
    m_donePatience.stop();
    return m_server.isListening() || m_server.listen(QHostAddress::LocalHost);
}

QUrl CallbackListener::url() const
{
    return m_server.isListening() ? QUrl{u"http://127.0.0.1:%1/callback"_s.arg(m_server.serverPort())}
                                  : QUrl{};
}

void CallbackListener::close()
{
    m_server.close();
    m_donePatience.stop();
    m_state.clear();
    const auto open = findChildren<CallbackConnection*>(Qt::FindDirectChildrenOnly);
    for (CallbackConnection* connection : open)
        connection->abort();
}

void CallbackListener::takeConnections()
{
    while (m_connections < m_limits.connections) {
        QTcpSocket* socket = m_server.nextPendingConnection();
        if (!socket)
            return;
        if (!socket->peerAddress().isLoopback()) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        const QByteArray host = "127.0.0.1:" + QByteArray::number(m_server.serverPort());
        auto* connection = new CallbackConnection{
            socket, host, m_limits, [this](const CallbackReading& reading) { return answerTo(reading); },
            this};
        connect(connection, &QObject::destroyed, this, &CallbackListener::connectionEnded);
        connection->read();
    }
}

void CallbackListener::connectionEnded()
{
    --m_connections;
    if (m_stage == Stage::Shown && m_connections == 0) // that page has left, too
        close();
    // Not from within: it is still being destroyed.
    QMetaObject::invokeMethod(this, &CallbackListener::takeConnections, Qt::QueuedConnection);
}

QByteArray CallbackListener::answerTo(const CallbackReading& reading)
{
    if (!m_server.isListening())
        return {};
    if (reading.fault)
        return callbackAnswer(CallbackPage::NotHere, statusOf(*reading.fault));
    switch (reading.request.what) {
    case CallbackRequest::What::Callback:
        return takeCallback(reading.request);
    case CallbackRequest::What::Done:
        if (m_stage == Stage::Waiting)
            break;
        m_stage = Stage::Shown;
        return callbackAnswer(CallbackPage::Done, 200);
    case CallbackRequest::What::Unknown:
        break;
    }
    return callbackAnswer(CallbackPage::NotHere, 404);
}

QByteArray CallbackListener::takeCallback(const CallbackRequest& request)
{
    if (request.state.isEmpty() || request.state != m_state || request.tempToken.isEmpty()) {
        qCWarning(logAuth) << "dropped an answer by way of the browser: another state, or no token";
        return callbackAnswer(CallbackPage::OtherLogin, 400);
    }
    if (m_stage != Stage::Waiting)
        return callbackAnswer(CallbackPage::AlreadyDone, 410);
    m_stage = Stage::Answered;
    m_donePatience.start(m_limits.done);
    Q_EMIT answered({.tempToken = request.tempToken, .phone = request.phone});
    return callbackRedirect("/done");
}

} // namespace tocsin
