// SPDX-License-Identifier: MIT
#pragma once

#include <QTcpServer>
#include <QTcpSocket>

namespace tocsin::test {

/// Sits between the app and the server on loopback and keeps what goes either way.
class Tap final : public QObject
{
    Q_OBJECT
public:
    explicit Tap(quint16 serverPort)
    {
        connect(&m_listener, &QTcpServer::newConnection, this, [this, serverPort] {
            while (QTcpSocket* client = m_listener.nextPendingConnection())
                join(client, serverPort);
        });
    }

    [[nodiscard]] bool listen() { return m_listener.listen(QHostAddress::LocalHost); }
    [[nodiscard]] quint16 port() const { return m_listener.serverPort(); }
    [[nodiscard]] const QByteArray& traffic() const { return m_traffic; }

private:
    void join(QTcpSocket* client, quint16 serverPort)
    {
        auto* server = new QTcpSocket{client};
        client->setParent(this);
        server->connectToHost(QHostAddress::LocalHost, serverPort);
        pass(client, server);
        pass(server, client);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
        connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(server, &QTcpSocket::errorOccurred, client, &QTcpSocket::abort);
    }
    void pass(QTcpSocket* from, QTcpSocket* to)
    {
        connect(from, &QTcpSocket::readyRead, to, [this, from, to] {
            const QByteArray bytes = from->readAll();
            m_traffic += bytes;
            to->write(bytes);
        });
    }

    QTcpServer m_listener;
    QByteArray m_traffic;
};

} // namespace tocsin::test
