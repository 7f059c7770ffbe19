// SPDX-License-Identifier: MIT
// bare_waiter SOCKET : the floor of a hook that waits: prints what comes, acknowledges it, and ends.
#include <QLocalSocket>

#include <cstdio>

int main(int argc, char* argv[])
{
    QLocalSocket socket;
    socket.connectToServer(QString::fromLocal8Bit(argc > 1 ? argv[1] : ""));
    socket.write("ready");
    if (!socket.waitForConnected() || !socket.waitForReadyRead(-1))
        return 1;
    const QByteArray answer = socket.readAll();
    std::fwrite(answer.constData(), 1, static_cast<size_t>(answer.size()), stdout);
    std::fflush(stdout);
    socket.write("ok");
    socket.flush();
    return 0;
}
