// SPDX-License-Identifier: MIT
#include "server/http/connection_table.h"
#include "server/http/network.h"
#include "server/http/request_limiter.h"
#include "server/http/request_reader.h"

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
    [[nodiscard]] int socket() const { return m_both[0]; }
    [[nodiscard]] ConnectionTable::EndIt server() const
    {
        return [socket = m_both[0]](ConnectionTable::End how) {
            shutdown(socket, how == ConnectionTable::End::Now ? SHUT_RDWR : SHUT_RD);
        };
    }
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

using Step = RequestReader::Step;

/// What a reader makes of the first request in `text`, when it arrives in pieces of that size.
struct Read
{
    explicit Read(const std::string& text, size_t piece = 16384)
    {
        for (size_t at = 0; at < text.size() && (step == Step::NeedsMore || step == Step::Head);) {
            const auto room = reader.room();
            const size_t some = std::min({piece, room.size(), text.size() - at});
            std::copy_n(text.begin() + static_cast<long>(at), some, room.begin());
            reader.arrived(some);
            at += some;
            do {
                step = reader.proceed();
            } while (step == Step::Head);
        }
    }
    RequestReader reader{RequestReader::Most{}};
    Step step{Step::NeedsMore};
};

std::string post(const std::string& lines, const std::string& body = {})
{
    return "POST /x?y HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n" + body;
}

/// The status of the refusal; 0 for a request that is whole, -1 for one that needs more.
int refusal(const std::string& text, size_t piece = 16384)
{
    const Read read{text, piece};
    if (read.step == Step::Refused)
        return read.reader.why().status;
    return read.step == Step::Whole ? 0 : -1;
}

const std::string Chunked = "Transfer-Encoding: chunked\r\n";

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
    void aLimiterLetsInAsManyInAnySpan()
    {
        constexpr size_t most = 500;
        SetClock clock;
        RequestLimiter limiter{clock, most};
        std::vector<Instant> taken;
        for (int i = 0; i < 20'000; ++i) {
            clock.time += std::chrono::milliseconds{i % 7 * 5}; // twice as often as it may
            const auto until = limiter.count("x");
            if (until) {
                QVERIFY(*until > clock.time && *until <= clock.time + 1min);
                continue;
            }
            taken.push_back(clock.time);
            if (taken.size() > most)
                QVERIFY(taken.back() - taken.at(taken.size() - 1 - most) >= 1min);
        }
        // A sixtieth of the span at most is lost.
        const auto length = std::chrono::duration<double>(taken.back() - taken.front());
        QVERIFY(static_cast<double>(taken.size()) > most * length / 61s);
    }
    void aNetworkAtItsLimitTakesNoPlaceOfOthers()
    {
        SetClock clock;
        RequestLimiter limiter{clock, 2, 5};
        const auto key = [](int i) { return "2001:db8:1:" + std::to_string(i) + "::/64"; };
        for (int i = 0; i < 5; ++i)
            QVERIFY(!limiter.count(key(i)));
        const size_t before = limiter.keys();
        for (int i = 0; i < 1000; ++i)
            QVERIFY(limiter.count(key(i)) && limiter.fullUntil(key(i)));
        QCOMPARE(limiter.keys(), before);
        QVERIFY(!limiter.count("2001:db8:2:1::/64") && !limiter.count("192.0.2.1"));
        clock.time += 1min;
        QVERIFY(!limiter.count(key(1)));
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
        const Read read{
            post("A: b\r\nX-Forwarded-For:1 \r\nx-forwarded-for: 2\r\nConnection: Foo, CLOSE\r\n")};
        QVERIFY(read.step == Step::Whole);
        const RequestHead& one = read.reader.head();
        QCOMPARE(one.method, std::string{"POST"});
        QCOMPARE(one.target, std::string{"/x?y"});
        QCOMPARE(one.all("x-forwarded-for"), (std::vector<std::string>{"1", "2"}));
        QVERIFY(one.has("connection", "close") && !one.has("connection", "keep-alive"));
        QCOMPARE(one.header("none"), std::string{});
    }
    void knowsHowLongABodyIs()
    {
        QCOMPARE(Read{post("")}.reader.body(), std::string{});
        const std::string most(65536, 'x');
        QCOMPARE(Read{post("Content-Length: 65536\r\n", most)}.reader.body(), most);
        QCOMPARE(refusal(post("Content-Length: 65537\r\n")), 413);
        QCOMPARE(refusal(post("Content-Length: 1\r\n" + Chunked)), 400);
        QCOMPARE(refusal(post("Content-Length: 1\r\nContent-Length: 1\r\n", "x")), 400);
        QCOMPARE(refusal(post("Transfer-Encoding: gzip\r\n")), 400);
        QCOMPARE(refusal("POST / HTTP/1.0\r\n" + Chunked + "\r\n"), 400);
        const std::string body(0x1af, 'x');
        QCOMPARE(Read{post(Chunked, "1aF\r\n" + body + "\r\n0\r\n\r\n")}.reader.body(), body);
        QCOMPARE(refusal(post(Chunked, "0 ;a=b\r\n\r\n")), 0);
        for (const char* const wrong : {"", "x", "-1", "0x1", "1 2", "11111111111111111"})
            QVERIFY2(refusal(post(Chunked, std::string{wrong} + "\r\nx\r\n\r\n")) == 400, wrong);
        QCOMPARE(refusal(post(Chunked, "10001\r\n")), 413);
    }
    void aFoldedHeaderIsRefused()
    {
        QCOMPARE(refusal(post("A: b\r\n c\r\n")), 400);
        QCOMPARE(refusal(post("A: b\r\n\tc\r\n")), 400);
        QCOMPARE(refusal("GET / HTTP/1.1\r\n Host: h\r\n\r\n"), 400);
    }
    void whatFollowsAChunksSizeIsReadStrictly()
    {
        using namespace std::string_literals;
        QCOMPARE(refusal(post(Chunked, "1;a;b=c;d=\"e f\"\r\nx\r\n0;a\r\nA: b\r\n\r\n")), 0);
        for (const std::string& wrong :
             {"1;a=\"\n\""s, "1;a=\"\0\""s, "1;a=\"\x7f\""s, "1;a=\"\r\""s, "1;\n"s, "1;a\0"s, "1;"s,
              "1;a=\"b"s, "1\n"s, "1;" + std::string(300, 'a')})
            QVERIFY2(refusal(post(Chunked, wrong + "\r\nx\r\n0\r\n\r\n")) == 400, wrong.c_str());
        QCOMPARE(refusal(post(Chunked, "0;a=\"\n\"\r\n\r\n")), 400);
        QCOMPARE(refusal(post(Chunked, "1;a=" + std::string(300, 'a'))), 400); // without waiting for its end
    }
    void trailersAreReadStrictly()
    {
        using namespace std::string_literals;
        for (const std::string& good : {""s, "A: b\r\nC: d\r\n"s, "A: " + std::string(9000, 'x') + "\r\n"})
            QCOMPARE(refusal(post(Chunked, "1\r\nx\r\n0\r\n" + good + "\r\n")), 0);
        for (const std::string& wrong :
             {"no colon\r\n"s, "A : b\r\n"s, "A: b\r\n c\r\n"s, " A: b\r\n"s, "A: \0\r\n"s, "A: b\nC: d\r\n"s,
              "Content-Length: 1\r\n"s, "A: " + std::string(17000, 'x') + "\r\n"})
            QCOMPARE(refusal(post(Chunked, "1\r\nx\r\n0\r\n" + wrong + "\r\n")), 400);
        const Read read{post(Chunked, "1\r\nx\r\n0\r\nAuthorization: Bearer t\r\n\r\n")};
        QCOMPARE(read.reader.head().header("authorization"), std::string{});
    }
    void itDoesNotMatterHowTheBytesArrive()
    {
        const std::string chunks = "5;a=b\r\nhello\r\n1\r\n!\r\n0\r\nA: b\r\n\r\n";
        for (const std::string& text :
             {"\r\n\r\n" + post("Content-Length: 5\r\n", "hello"), post(Chunked, chunks),
              post(Chunked + "A: b\r\n c\r\n", chunks), post(Chunked, "1\r\nxy0\r\n\r\n"),
              post(Chunked, "0\r\nA: b\r\n c\r\n\r\n")}) {
            const Read whole{text};
            for (size_t piece = 1; piece < text.size(); ++piece) {
                const Read read{text, piece};
                QVERIFY(read.step == whole.step);
                QCOMPARE(read.reader.body(), whole.reader.body());
            }
        }
    }
    void requestsInARowAreReadOneByOne()
    {
        Read read{post("", post(Chunked, "1\r\nx\r\n0\r\n\r\n") + post("") + "GET")};
        QVERIFY(read.step == Step::Whole);
        read.reader.next();
        QVERIFY(read.reader.proceed() == Step::Head && read.reader.proceed() == Step::Whole);
        QCOMPARE(read.reader.body(), std::string{"x"});
        read.reader.next();
        QVERIFY(read.reader.proceed() == Step::Whole);
        read.reader.next();
        QVERIFY(!read.reader.isEmpty() && read.reader.proceed() == Step::NeedsMore);
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
    void countsEachNetwork()
    {
        ConnectionTable table{{9, 2, 3}};
        std::array<Pair, 6> pairs;
        const auto first = table.enter(pairs[0].server(), "2001:db8:1:1::/64").value();
        QVERIFY(table.enter(pairs[1].server(), "2001:db8:1:2::/64"));
        QVERIFY(table.enter(pairs[2].server(), "2001:db8:1:3::/64"));
        QVERIFY(!table.enter(pairs[3].server(), "2001:db8:1:4::/64"));
        QVERIFY(table.enter(pairs[4].server(), "2001:db8:2:4::/64"));
        table.now(first, Doing::Reading);
        table.now(first, Doing::Waiting);
        QVERIFY(table.enter(pairs[3].server(), "2001:db8:1:4::/64"));
        QVERIFY(pairs[0].isCut() && !pairs[1].isCut() && !pairs[2].isCut() && !pairs[4].isCut());
        table.leave(first);
        QVERIFY(!table.enter(pairs[5].server(), "2001:db8:1:5::/64"));
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
        QCOMPARE(recv(pairs[0].socket(), &byte, 1, MSG_DONTWAIT), ssize_t{0});
        QCOMPARE(recv(pairs[1].socket(), &byte, 1, MSG_DONTWAIT), ssize_t{-1});
        table.leave(waiting);
        QVERIFY(!table.waitUntilEmpty(std::chrono::steady_clock::now()));
        table.now(working, Doing::Waiting); // its answer is written: no next request
        QCOMPARE(recv(pairs[1].socket(), &byte, 1, MSG_DONTWAIT), ssize_t{0});
        table.leave(working);
        QVERIFY(table.waitUntilEmpty(std::chrono::steady_clock::now() + 1s));
    }
};

QTEST_GUILESS_MAIN(TestServerHttp)
#include "test_server_http.moc"
