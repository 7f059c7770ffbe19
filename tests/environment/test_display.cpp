// SPDX-License-Identifier: MIT
// What the app says when there is no display it can use.
#include "tests/e2e/stage.h"

#include <QMap>
#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestDisplay final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysThatThereIsNone_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("none") << u"DISPLAY"_s << QString{};
        QTest::newRow("X is gone") << u"DISPLAY"_s << u":59873"_s;
        QTest::newRow("no display's name") << u"DISPLAY"_s << u"nonsense"_s;
        QTest::newRow("Wayland is gone") << u"WAYLAND_DISPLAY"_s << u"wayland-59873"_s;
        QTest::newRow("offscreen") << u"QT_QPA_PLATFORM"_s << u"offscreen"_s;
        QTest::newRow("minimal") << u"QT_QPA_PLATFORM"_s << u"minimal:enable_fonts"_s;
        QTest::newRow("xcb without X") << u"QT_QPA_PLATFORM"_s << u"xcb"_s;
        QTest::newRow("no such platform") << u"QT_QPA_PLATFORM"_s << u"nonsense"_s;
    }
    void saysThatThereIsNone()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        verifyNone({{name, value}});
    }

    void anXServerThatRefusesUsIsNone()
    {
        // Closes every connection, as a server does whose permission is missing.
        const int x = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        int number = 100;
        for (; number < 1000; ++number) {
            address.sin_port = htons(static_cast<uint16_t>(6000 + number));
            if (::bind(x, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
                break;
        }
        QCOMPARE(::listen(x, 8), 0);
        std::thread server{[x] {
            for (int client = ::accept(x, nullptr, nullptr); client >= 0;
                 client = ::accept(x, nullptr, nullptr))
                ::close(client);
        }};
        verifyNone({{u"DISPLAY"_s, u"127.0.0.1:%1"_s.arg(number)}});
        ::shutdown(x, SHUT_RDWR);
        server.join();
        ::close(x);
    }

private:
    static void verifyNone(const QMap<QString, QString>& variables)
    {
        Stage stage;
        for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_SESSION_TYPE"})
            stage.setEnvironment(QString::fromLatin1(name), {});
        for (auto it = variables.cbegin(); it != variables.cend(); ++it)
            stage.setEnvironment(it.key(), it.value());
        const Ran ran = stage.runApp({});
        QCOMPARE(ran.exitCode, 69);
        QCOMPARE(ran.err, u"No display found. Run \"tocsin --headless\" to use texts without a tray icon or "
                          "notifications.\n"_s);
        QCOMPARE(ran.out, QString{});
        QCOMPARE(stage.runApp({u"--help"_s}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(TestDisplay)
#include "test_display.moc"
