// SPDX-License-Identifier: MIT
#include "server/http/connection_table.h"
#include "server/http/http_text.h"
#include "server/http/network.h"
#include "server/http/request_limiter.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace tocsin::server;
using namespace std::chrono_literals;

namespace {

using Doing = ConnectionTable::Doing;

/// A clock that is set.
class SetClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return time; }
    Instant time{std::chrono::sys_days{std::chrono::year{2026} / 2 / 1}};
};

/// A connection that a table can cut off; the test sees it from the client's side.
class Pair final
{
public:
    Pair()
    {
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, m_both.data()) != 0)
            m_both = {-1, -1};
    }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;
    ~Pair()
    {
        close(m_both[0]);
        close(m_both[1]);
    }
    [[nodiscard]] int server() const { return m_both[0]; }
    [[nodiscard]] bool isCut() const
    {
        pollfd one{m_both[1], POLLIN, 0};
        return poll(&one, 1, 0) == 1;
    }

private:
    std::array<int, 2> m_both{};
};

Address address(const char* text)
{
    return Address::parse(text).value_or(Address{});
}

RequestHead head(const std::string& lines)
{
    return std::get<RequestHead>(parseHead("POST /x?y HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n"));
}

} // namespace

class TestServerHttp final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAddresses()
    {
        QVERIFY(address("192.0.2.1") == address("::ffff:192.0.2.1"));
        QCOMPARE(address("::ffff:192.0.2.1").limitKey(), std::string{"192.0.2.1"});
        QCOMPARE(address("2001:db8:1:2:3::4").limitKey(), std::string{"2001:db8:1:2::/64"});
        QVERIFY(address("127.3.2.1").isLoopback() && address("::1").isLoopback());
        QVERIFY(address("::ffff:127.0.0.1").isLoopback());
        QVERIFY(!address("128.0.0.1").isLoopback() && !address("::2").isLoopback());
        for (const char* const wrong : {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "x", ":::", "1.2.3.4 "})
            QVERIFY2(!Address::parse(wrong), wrong);
    }
    void knowsWhatIsInANetwork()
    {
        const auto has = [](const char* cidr, const char* inside) {
            return Network::parse(cidr).value().contains(address(inside));
        };
        QVERIFY(has("10.0.0.0/8", "10.255.0.1") && !has("10.0.0.0/8", "11.0.0.1"));
        QVERIFY(has("192.0.2.128/25", "192.0.2.200") && !has("192.0.2.128/25", "192.0.2.127"));
        QVERIFY(has("192.0.2.7", "::ffff:192.0.2.7") && !has("192.0.2.7", "192.0.2.6"));
        QVERIFY(has("0.0.0.0/0", "8.8.8.8") && !has("0.0.0.0/0", "2001:db8::1"));
        QVERIFY(has("::/0", "8.8.8.8") && has("::/0", "2001:db8::1"));
        QVERIFY(has("2001:db8::/33", "2001:db8:7fff::1") && !has("2001:db8::/33", "2001:db8:8000::1"));
        for (const char* const wrong :
             {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129", "x/8", "/8", "10.0.0.0/8x"})
            QVERIFY2(!Network::parse(wrong), wrong);
    }
    void believesOnlyWhomItTrusts()
    {
        const ProxyTrust nobody{};
        QCOMPARE(nobody.limitKey(address("192.0.2.1"), {"198.51.100.1"}), std::string{"192.0.2.1"});
        const ProxyTrust anybody{true, {}};
        QCOMPARE(anybody.limitKey(address("192.0.2.1"), {}), std::string{"192.0.2.1"});
        QCOMPARE(anybody.limitKey(address("192.0.2.1"), {"203.0.113.1, 198.51.100.1"}),
                 std::string{"198.51.100.1"});
        const ProxyTrust two{false,
                             {Network::parse("192.0.2.0/24").value(), Network::parse("10.0.0.0/8").value()}};
        QCOMPARE(two.limitKey(address("192.0.3.1"), {"198.51.100.1"}), std::string{"192.0.3.1"});
        QCOMPARE(two.limitKey(address("192.0.2.1"), {"203.0.113.1, 198.51.100.1", "10.1.1.1,10.2.2.2"}),
                 std::string{"198.51.100.1"});
        QCOMPARE(two.limitKey(address("192.0.2.1"), {"203.0.113.1, rubbish, 10.1.1.1"}),
                 std::string{"unknown"});
        QCOMPARE(two.limitKey(address("192.0.2.1"), {"[2001:db8::1]:443"}), std::string{"2001:db8::/64"});
    }

    void aSiteIsWhatOneCustomerHas()
    {
        QCOMPARE(siteOf("192.0.2.1"), std::string{"192.0.2.1"});
        QCOMPARE(siteOf("2001:db8:1:2::/64"), std::string{"2001:db8:1::/48"});
        QCOMPARE(siteOf("2001:db8:1:3::/64"), siteOf("2001:db8:1:2::/64"));
        QVERIFY(siteOf("2001:db8:2:2::/64") != siteOf("2001:db8:1:2::/64"));
        QCOMPARE(siteOf("unknown"), std::string{"unknown"});
    }
    void aLimiterForgetsTheQuietestOfTooManyAddresses()
    {
        const SystemClock clock;
        RequestLimiter limiter{clock, 2};
        const auto key = [](size_t i) {
            return "2001:db8:" + std::to_string(i % 9000) + ":" + std::to_string(i / 9000) + "::/64";
        };
        QVERIFY(!limiter.count("mine") && !limiter.count("mine"));
        for (size_t i = 0; i < 640'000; ++i) {
            QVERIFY(!limiter.count(key(i)));
            if (i % 10'000 == 0)
                QVERIFY(limiter.count("mine")); // who goes on asking is not forgotten
        }
        QCOMPARE(limiter.keys(), RequestLimiter::MostKeys);
    }
    void aLimiterDoesNotWaitForAClockThatWasSetBack()
    {
        SetClock clock;
        RequestLimiter limiter{clock, 2};
        QVERIFY(!limiter.count("x") && !limiter.count("x") && limiter.count("x"));
        clock.time -= 1h;
        QVERIFY(!limiter.count("x") && !limiter.count("x") && limiter.count("x"));
        clock.time += 1min;
        QVERIFY(!limiter.count("x"));
    }
    void readsHeads()
    {
        const RequestHead one =
            head("A: b\r\nX-Forwarded-For:1 \r\nx-forwarded-for: 2\r\nConnection: Foo, CLOSE\r\n");
        QCOMPARE(one.method, std::string{"POST"});
        QCOMPARE(one.target, std::string{"/x?y"});
        QCOMPARE(one.all("x-forwarded-for"), (std::vector<std::string>{"1", "2"}));
        QVERIFY(one.has("connection", "close") && !one.has("connection", "keep-alive"));
        QCOMPARE(one.header("none"), std::string{});
    }
    void knowsHowLongABodyIs()
    {
        QCOMPARE(std::get<BodyLength>(bodyLength(head(""))).bytes, size_t{0});
        QCOMPARE(std::get<BodyLength>(bodyLength(head("Content-Length: 65536\r\n"))).bytes, size_t{65536});
        QVERIFY(std::get<BodyLength>(bodyLength(head("Transfer-Encoding: chunked\r\n"))).chunked);
        QVERIFY(std::holds_alternative<Unreadable>(
            bodyLength(head("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n"))));
        QCOMPARE(chunkSize("1aF"), std::optional{size_t{0x1af}});
        QCOMPARE(chunkSize("0 ;a=b"), std::optional{size_t{0}});
        for (const char* const wrong : {"", "x", "-1", "0x1", "1 2", "11111111111111111"})
            QVERIFY2(!chunkSize(wrong), wrong);
    }

    void cutsOffWhoWaitedLongest()
    {
        ConnectionTable table{{3, 9}};
        std::array<Pair, 5> pairs;
        std::array<ConnectionTable::Id, 3> ids{};
        for (size_t i = 0; i < 3; ++i)
            ids.at(i) = table.enter(pairs.at(i).server(), "a").value();
        table.now(ids[0], Doing::Reading);
        table.now(ids[0], Doing::Waiting); // it has had a request: now it is the one that waits shortest
        QVERIFY(table.enter(pairs[3].server(), "b"));
        QVERIFY(pairs[1].isCut());
        QVERIFY(!pairs[0].isCut() && !pairs[2].isCut());
        QVERIFY(table.enter(pairs[4].server(), "b"));
        QVERIFY(pairs[2].isCut() && !pairs[0].isCut() && !pairs[3].isCut());
    }
    void thenWhoReadsLongestButNeverWhoIsAnswered()
    {
        ConnectionTable table{{2, 9}};
        std::array<Pair, 4> pairs;
        const auto first = table.enter(pairs[0].server(), "a").value();
        const auto second = table.enter(pairs[1].server(), "a").value();
        table.now(first, Doing::Answering);
        table.now(second, Doing::Reading);
        const auto third = table.enter(pairs[2].server(), "b");
        QVERIFY(third && pairs[1].isCut() && !pairs[0].isCut());
        table.now(*third, Doing::Answering);
        QVERIFY(!table.enter(pairs[3].server(), "c"));
        table.leave(second); // it was cut already: that makes no room twice
        QVERIFY(!table.enter(pairs[3].server(), "c"));
        table.leave(first);
        QVERIFY(table.enter(pairs[3].server(), "c"));
    }
    void whoTakesNoAnswerKeepsNobodyOut()
    {
        ConnectionTable table{{2, 9}};
        std::array<Pair, 3> pairs;
        const auto first = table.enter(pairs[0].server(), "a").value();
        const auto second = table.enter(pairs[1].server(), "a").value();
        table.now(first, Doing::Writing);
        table.now(second, Doing::Reading);
        QVERIFY(table.enter(pairs[2].server(), "b"));
        QVERIFY(pairs[0].isCut() && !pairs[1].isCut());
    }
    void countsEachAddress()
    {
        ConnectionTable table{{9, 2}};
        std::array<Pair, 6> pairs;
        const auto first = table.enter(pairs[0].server(), "a").value();
        const auto second = table.enter(pairs[1].server(), "a").value();
        const auto other = table.enter(pairs[2].server(), "b").value();
        table.now(first, Doing::Reading);
        table.now(second, Doing::Reading);
        QVERIFY(!table.enter(pairs[3].server(), "a"));
        table.now(second, Doing::Waiting);
        QVERIFY(table.enter(pairs[3].server(), "a")); // at the cost of its own
        QVERIFY(pairs[1].isCut() && !pairs[2].isCut());
        QVERIFY(table.enter(pairs[4].server(), "") && table.enter(pairs[5].server(), "")); // proxies
        table.leave(other);
    }
    void aClosedTableWaitsForThoseAtWork()
    {
        ConnectionTable table{{9, 9}};
        std::array<Pair, 3> pairs;
        const auto waiting = table.enter(pairs[0].server(), "a").value();
        const auto working = table.enter(pairs[1].server(), "a").value();
        table.now(working, Doing::Answering);
        table.close();
        QVERIFY(table.closed());
        QVERIFY(!table.enter(pairs[2].server(), "a"));
        char byte{};
        QCOMPARE(recv(pairs[0].server(), &byte, 1, MSG_DONTWAIT), ssize_t{0});
        QCOMPARE(recv(pairs[1].server(), &byte, 1, MSG_DONTWAIT), ssize_t{-1});
        table.leave(waiting);
        QVERIFY(!table.waitUntilEmpty(std::chrono::steady_clock::now()));
        table.now(working, Doing::Waiting); // its answer is written: no next request
        QCOMPARE(recv(pairs[1].server(), &byte, 1, MSG_DONTWAIT), ssize_t{0});
        table.leave(working);
        QVERIFY(table.waitUntilEmpty(std::chrono::steady_clock::now() + 1s));
    }
};

QTEST_GUILESS_MAIN(TestServerHttp)
#include "test_server_http.moc"
