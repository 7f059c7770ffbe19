// SPDX-License-Identifier: MIT
// The floor of a server: acknowledges whatever comes on the socket it is told, unread, until its stdin
// closes.
#include <QCoreApplication>
#include <QLocalServer>
#include <QLocalSocket>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

int main(int argc, char* argv[])
{
    QCoreApplication application{argc, argv};
    QLocalServer server;
    server.setMaxPendingConnections(1024);
    server.setListenBacklogSize(1024);
    const QByteArray ok = QByteArray{"TCSN\x01\0\0\0\x0b", 9} + "{\"ok\":true}";
    QObject::connect(&server, &QLocalServer::newConnection, &application, [&server, &ok] {
        while (QLocalSocket* socket = server.nextPendingConnection()) {
            QObject::connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            QObject::connect(socket, &QLocalSocket::readyRead, socket, [socket, &ok] {
                socket->readAll();
                socket->write(ok);
                socket->flush();
                socket->disconnectFromServer();
            });
        }
    });
    if (argc != 2 || !server.listen(QString::fromLocal8Bit(argv[1])))
        return 1;
    QSocketNotifier input{STDIN_FILENO, QSocketNotifier::Read};
    QObject::connect(&input, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}
