// SPDX-License-Identifier: MIT
// Stands in for the app: acknowledges every request on the socket it is told, until its stdin closes.
#include "core/ipc/local_server.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <cstdio>
#include <unistd.h>

int main(int argc, char* argv[])
{
    QCoreApplication application{argc, argv};
    tocsin::LocalServer server;
    QObject::connect(&server, &tocsin::LocalServer::requestReceived, &application,
                     [](const QJsonObject&, const tocsin::Reply& reply) { reply.ok(); });
    if (argc != 2 || server.listen(QString::fromLocal8Bit(argv[1])))
        return 1;
    QSocketNotifier input{STDIN_FILENO, QSocketNotifier::Read};
    QObject::connect(&input, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
    std::puts("ready");
    std::fflush(stdout);
    return QCoreApplication::exec();
}
