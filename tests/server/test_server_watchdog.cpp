// SPDX-License-Identifier: MIT
#include "server/base/self_request.h"
#include "server/base/watchdog.h"

#include <QTest>

#include <array>
#include <atomic>
#include <cstring>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;
using namespace tocsin::server;

namespace {

/// The service manager's end.
class Manager final
{
public:
    Manager()
        : m_name{"@tocsin-watchdog-" + std::to_string(getpid())}
        , m_socket{socket(AF_UNIX, SOCK_DGRAM, 0)}
    {
        sockaddr_un at{};
        at.sun_family = AF_UNIX;
        m_name.copy(std::begin(at.sun_path), m_name.size());
        at.sun_path[0] = '\0';
        const void* const where = &at;
        m_works = bind(m_socket, static_cast<const sockaddr*>(where),
                       static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + m_name.size())) == 0;
    }
    ~Manager() { close(m_socket); }
    Manager(const Manager&) = delete;
    Manager& operator=(const Manager&) = delete;

    [[nodiscard]] bool works() const { return m_works; }
    [[nodiscard]] const std::string& name() const { return m_name; }
    /// What it is told within that time; empty when it is told nothing.
    [[nodiscard]] std::string heard(std::chrono::milliseconds within) const
    {
        pollfd waits{m_socket, POLLIN, 0};
        if (poll(&waits, 1, static_cast<int>(within.count())) <= 0)
            return {};
        std::array<char, 100> text{};
        const ssize_t size = recv(m_socket, text.data(), text.size(), 0);
        return {text.data(), static_cast<size_t>(std::max<ssize_t>(size, 0))};
    }

private:
    std::string m_name;
    int m_socket;
    bool m_works{false};
};

/// Listens on loopback; what becomes of a connection is the test's business.
class Listening final
{
public:
    Listening()
        : m_socket{socket(AF_INET, SOCK_STREAM, 0)}
    {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof at;
        void* const where = &at;
        m_works = bind(m_socket, static_cast<sockaddr*>(where), size) == 0 && listen(m_socket, 8) == 0 &&
                  getsockname(m_socket, static_cast<sockaddr*>(where), &size) == 0;
        m_port = ntohs(at.sin_port);
    }
    ~Listening()
    {
        if (m_socket >= 0)
            close(m_socket);
    }
    Listening(const Listening&) = delete;
    Listening& operator=(const Listening&) = delete;

    [[nodiscard]] bool works() const { return m_works; }
    [[nodiscard]] std::string url(const std::string& host = "127.0.0.1") const
    {
        return "http://" + host + ":" + std::to_string(m_port);
    }
    void takeOne(const std::string& answer) const
    {
        const int connection = accept(m_socket, nullptr, nullptr);
        std::array<char, 1000> request{};
        static_cast<void>(recv(connection, request.data(), request.size(), 0));
        if (!answer.empty())
            static_cast<void>(send(connection, answer.data(), answer.size(), MSG_NOSIGNAL));
        close(connection);
    }
    void end()
    {
        close(m_socket);
        m_socket = -1;
    }

private:
    int m_socket;
    uint16_t m_port{0};
    bool m_works{false};
};

} // namespace

class TestServerWatchdog final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSignOfLifeNeedsAProof()
    {
        const Manager manager;
        QVERIFY(manager.works());
        std::atomic<bool> alive{true};
        std::atomic<int> asked{0};
        const Watchdog watchdog{manager.name(), 150ms, [&](std::chrono::milliseconds patience) {
                                    ++asked;
                                    return alive && patience == 50ms;
                                }};
        for (int i = 0; i < 3; ++i)
            QCOMPARE(manager.heard(20s), std::string{"WATCHDOG=1"});
        alive = false;
        while (!manager.heard(200ms).empty()) { // what was on its way
        }
        const int before = asked;
        QTRY_VERIFY_WITH_TIMEOUT(asked > before + 5, 20'000);
        QCOMPARE(manager.heard(0ms), std::string{});
        alive = true;
        QCOMPARE(manager.heard(20s), std::string{"WATCHDOG=1"});
    }
    void aManagerThatDoesNotWatchIsToldNothing()
    {
        const std::string own = std::to_string(getpid());
        QCOMPARE(watchdogLimit("30000000", own), std::chrono::microseconds{30s});
        QCOMPARE(watchdogLimit("30000000", ""), std::chrono::microseconds{30s});
        for (const auto& [usec, pid] : {std::pair<std::string, std::string>{"", own},
                                        {"x", own},
                                        {"-5", own},
                                        {"30000000", "1"},
                                        {"30000000", own + "0"}})
            QCOMPARE(watchdogLimit(usec, pid), std::chrono::microseconds{0});
        const Manager manager;
        const Watchdog watchdog{manager.name(), 0us, [](std::chrono::milliseconds) { return true; }};
        QCOMPARE(manager.heard(100ms), std::string{});
    }
    void aServerThatAnswersThatItIsWellIsAlive_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("alive");
        QTest::newRow("well") << QByteArray{"HTTP/1.1 200 OK\r\n\r\n"} << true;
        QTest::newRow("asked too often") << QByteArray{"HTTP/1.1 429 Too Many Requests\r\n\r\n"} << true;
        QTest::newRow("ill") << QByteArray{"HTTP/1.1 503 Service Unavailable\r\n\r\n"} << false;
        QTest::newRow("half of an answer") << QByteArray{"HTTP/1.1 20"} << false;
        QTest::newRow("the end") << QByteArray{} << false;
    }
    void aServerThatAnswersThatItIsWellIsAlive()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, alive);
        const Listening server;
        QVERIFY(server.works());
        std::thread takes{[&] { server.takeOne(answer.toStdString()); }};
        const bool answers = answersOwnRequest(server.url(), 20s);
        takes.join();
        QCOMPARE(answers, alive);
    }
    void aWildcardIsReachedByTheLoopbackAddress()
    {
        const Listening server;
        std::thread takes{[&] { server.takeOne("HTTP/1.1 200 OK\r\n\r\n"); }};
        const bool answers = answersOwnRequest(server.url("0.0.0.0"), 20s);
        takes.join();
        QVERIFY(answers);
    }
    void oneThatTakesNoConnectionIsNot()
    {
        Listening server;
        QVERIFY(!answersOwnRequest(server.url(), 100ms)); // the system takes it, nobody answers
        const std::string url = server.url();
        server.end();
        QVERIFY(!answersOwnRequest(url, 20s));
        QVERIFY(!answersOwnRequest("http://127.0.0.1", 100ms));
        QVERIFY(!answersOwnRequest("", 100ms));
    }
};

QTEST_GUILESS_MAIN(TestServerWatchdog)
#include "test_server_watchdog.moc"
