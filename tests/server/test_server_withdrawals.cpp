// SPDX-License-Identifier: MIT
#include "tests/server/support/workbench.h"

#include <QTest>

#include <functional>

using namespace tocsin::server;
using namespace std::chrono_literals;
using Outcome = SmsResult::Outcome;

namespace {

constexpr const char* Key = "7b1f5f36-9a0e-4b65-8d5b-0d8f7f0f8a11";
constexpr const char* Hold60 = R"("hold_seconds":60)";

std::string newKey(int number)
{
    return "7b1f5f36-9a0e-4b65-8d5b-" + std::to_string(100000000000 + number);
}

std::string withdraw(Workbench& bench, const Reply& session, const std::string& key = Key)
{
    return bench.withdraw(session, key).text("result");
}

void pass(Workbench& bench, Duration time)
{
    bench.clock.advance(time);
    bench.sender.sendAll();
}

int textsInSummary(Workbench& bench, const Reply& session)
{
    return bench.stop(session).body->getObject("session_summary")->getValue<int>("sms_sent");
}

/// Does something while a text is in the provider's hands.
class BusyTransport final : public SmsTransport
{
public:
    [[nodiscard]] SmsResult send(const Sms&) override
    {
        ++attempts;
        meanwhile();
        return result;
    }
    std::function<void()> meanwhile{};
    SmsResult result{Outcome::Sent};
    int attempts{0};
};

} // namespace

class TestServerWithdrawals final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aHeldTextIsWithdrawnAndSpendsNothing()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        static_cast<void>(bench.eventWith(session, Hold60, "question", Key));
        pass(bench, 60s - 1ms);
        QCOMPARE(withdraw(bench, session), std::string{"withdrawn"});
        QCOMPARE(withdraw(bench, session), std::string{"withdrawn"});
        pass(bench, 1ms);
        const Reply again = bench.eventWith(session, Hold60, "question", Key);
        QVERIFY(!again.flag("sms_sent") && !again.flag("rate_limited"));
        QCOMPARE(again.text("sms_status"), std::string{"withdrawn"});
        QCOMPARE(again.text("reason"), std::string{"withdrawn"});
        QVERIFY(bench.eventWith(session, {}).flag("sms_sent")); // its kind is free
        QCOMPARE(bench.sms.texts.size(), size_t{2});            // the code and that
        QCOMPARE(withdraw(bench, session), std::string{"withdrawn"});
        QCOMPARE(textsInSummary(bench, session), 1);
    }
    void aTextThatIsSentIsNotWithdrawn()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        static_cast<void>(bench.eventWith(session, Hold60, "question", Key));
        pass(bench, 60s);
        QCOMPARE(withdraw(bench, session), std::string{"already_sent"});
        QCOMPARE(withdraw(bench, session), std::string{"already_sent"});
        QVERIFY(bench.eventWith(session, Hold60, "question", Key).flag("sms_sent"));
        static_cast<void>(bench.eventWith(session, {}, "done", newKey(1)));
        QCOMPARE(withdraw(bench, session, newKey(1)), std::string{"already_sent"});
    }
    void whatMayHaveBeenSentIsNotWithdrawn()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.sms.result = {Outcome::Unknown};
        static_cast<void>(bench.eventWith(session, {}, "question", Key));
        QCOMPARE(withdraw(bench, session), std::string{"already_sent"});
    }
    void aQueuedTextIsWithdrawn()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        bench.sms.result = {Outcome::TryLater};
        QVERIFY(bench.eventWith(session, {}, "question", Key).flag("sms_sent"));
        QCOMPARE(withdraw(bench, session), std::string{"withdrawn"});
        bench.sms.result = {Outcome::Sent};
        pass(bench, 1min);
        QCOMPARE(bench.sms.texts.size(), size_t{1}); // the code
        QVERIFY(bench.eventWith(session, {}, "question", newKey(1)).flag("sms_sent"));
        QCOMPARE(textsInSummary(bench, session), 1);
    }
    void anEventThatWasNotTextedIsWithdrawnAlready()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        static_cast<void>(bench.eventWith(session, {}));
        QVERIFY(bench.eventWith(session, {}, "question", Key).flag("rate_limited"));
        QCOMPARE(withdraw(bench, session), std::string{"withdrawn"});
        bench.sms.result = {Outcome::Refused};
        QCOMPARE(bench.eventWith(session, {}, "done", newKey(1)).text("sms_status"), std::string{"failed"});
        QCOMPARE(withdraw(bench, session, newKey(1)), std::string{"withdrawn"});
        QCOMPARE(bench.eventWith(session, {}, "done", newKey(1)).text("reason"), std::string{"not_sent"});
    }
    void aTextInTheProvidersHandsIsNotTriedAgain_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("later");
        const auto row = [](const char* name, Outcome outcome, const char* status, const char* later) {
            QTest::newRow(name) << static_cast<int>(outcome) << status << later;
        };
        row("sent", Outcome::Sent, "sent", "already_sent");
        row("unknown", Outcome::Unknown, "unknown", "already_sent");
        row("try later", Outcome::TryLater, "withdrawn", "withdrawn");
        row("too many", Outcome::TooMany, "withdrawn", "withdrawn");
        row("refused", Outcome::Refused, "withdrawn", "withdrawn");
    }
    void aTextInTheProvidersHandsIsNotTriedAgain()
    {
        QFETCH(int, outcome);
        QFETCH(QString, status);
        QFETCH(QString, later);
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        static_cast<void>(bench.eventWith(session, Hold60, "question", Key));
        bench.clock.advance(60s);
        BusyTransport transport;
        transport.result = {static_cast<Outcome>(outcome)};
        std::string first;
        transport.meanwhile = [&] { first = withdraw(bench, session); };
        Outbox outbox{bench.store,  bench.clock,  transport, Keys{"the key of the outbox"},
                      bench.limits, bench.metrics};
        QVERIFY(outbox.sendOne());
        QCOMPARE(first, std::string{"already_sent"});
        transport.meanwhile = [] {};
        bench.clock.advance(5min);
        while (outbox.sendOne()) {
        }
        QCOMPARE(transport.attempts, 1);
        QCOMPARE(withdraw(bench, session), later.toStdString());
        QCOMPARE(bench.eventWith(session, Hold60, "question", Key).text("sms_status"), status.toStdString());
        // What was not sent is free again; what was is, too, for it counts as answered.
        QVERIFY(bench.eventWith(session, {}, "question", newKey(1)).flag("sms_sent"));
    }
    void anEventThatWasWithdrawnBeforeItCameIsNotTexted()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        QCOMPARE(withdraw(bench, session), std::string{"unknown"});
        QCOMPARE(withdraw(bench, session), std::string{"unknown"});
        for (int i = 0; i < 2; ++i) { // the second is a repeat
            const Reply late = bench.eventWith(session, i == 0 ? "" : Hold60, "question", Key);
            QVERIFY(!late.flag("sms_sent") && !late.flag("rate_limited"));
            QCOMPARE(late.text("reason"), std::string{"withdrawn"});
        }
        QCOMPARE(withdraw(bench, session), std::string{"withdrawn"});
        pass(bench, 1h);
        QCOMPARE(bench.sms.texts.size(), size_t{1});                                   // the code
        QVERIFY(bench.eventWith(session, {}, "question", newKey(1)).flag("sms_sent")); // another event
    }
    void aWithdrawalBeforehandIsOfThatSessionAlone()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        const Reply session = bench.start(access);
        const Reply other = bench.start(access, "claude-2");
        QCOMPARE(withdraw(bench, session), std::string{"unknown"});
        QVERIFY(bench.eventWith(other, {}, "question", Key).flag("sms_sent"));
        QCOMPARE(withdraw(bench, session), std::string{"unknown"});
    }
    void aWithdrawalBeforehandIsRememberedForADay()
    {
        Workbench bench;
        const Reply session = bench.start(bench.logIn());
        static_cast<void>(withdraw(bench, session, newKey(1)));
        static_cast<void>(withdraw(bench, session, newKey(2)));
        bench.clock.advance(24h - 1s);
        static_cast<void>(bench.beat(session));
        bench.housekeeping.run();
        QCOMPARE(bench.eventWith(session, {}, "question", newKey(1)).text("reason"),
                 std::string{"withdrawn"});
        bench.clock.advance(2s);
        QVERIFY(bench.eventWith(session, {}, "question", newKey(2)).flag("sms_sent"));
    }
    void theOldestWithdrawalBeforehandIsForgottenFirst()
    {
        Limits few = Workbench::roomy();
        few.withdrawalsAhead = 3;
        Workbench bench{few};
        const std::string access = bench.logIn();
        const std::vector<Reply> sessions{bench.start(access, "1"), bench.start(access, "2")};
        const Reply neighbour = bench.start(bench.logIn("+4915112345678"), "3");
        static_cast<void>(withdraw(bench, neighbour, newKey(0)));
        for (int i = 0; i < 4; ++i) {
            bench.clock.advance(1s);
            QCOMPARE(withdraw(bench, sessions[static_cast<size_t>(i) % 2], newKey(i)),
                     std::string{"unknown"});
        }
        QVERIFY(bench.eventWith(sessions[0], {}, "question", newKey(0)).flag("sms_sent")); // forgotten
        for (int i = 1; i < 4; ++i)
            QCOMPARE(
                bench.eventWith(sessions[static_cast<size_t>(i) % 2], {}, "done", newKey(i)).text("reason"),
                std::string{"withdrawn"});
        QCOMPARE(bench.eventWith(neighbour, {}, "done", newKey(0)).text("reason"), std::string{"withdrawn"});
    }
    void itsLoginMayWithdrawToo()
    {
        Workbench bench;
        const std::string access = bench.logIn();
        const Reply session = bench.start(access);
        const std::string path =
            "/sessions/" + session.text("monitoring_id") + "/events/" + Key + "/withdraw";
        static_cast<void>(bench.eventWith(session, Hold60, "question", Key));
        QCOMPARE(bench.post(path, {}, bench.logIn()).status, 404); // another login of the same phone
        QCOMPARE(bench.post(path, {}, "st_unknown").status, 401);
        QCOMPARE(bench.post(path, {}).status, 401);
        QCOMPARE(bench.post(path, {}, access).text("result"), std::string{"withdrawn"});
        static_cast<void>(bench.stop(session));
        QCOMPARE(bench.withdraw(session, Key).text("error"), std::string{"token_expired"});
        QCOMPARE(bench.post(path, {}, access).text("result"), std::string{"withdrawn"});
    }
    void anAnsweredRequestFreesItsKindAfterTwoMinutes_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("answered"); // s after its text
        QTest::addColumn<int>("free");     // s after its text
        for (const char* const kind : {"permission", "question"}) {
            const auto row = [kind](const char* name, int answered, int free) {
                QTest::newRow((QByteArray{kind} + ", " + name).constData()) << kind << answered << free;
            };
            row("at once", 0, 120);
            row("within two minutes", 119, 120);
            row("after a while", 600, 600);
            row("when it was nearly free", 1799, 1799);
            row("after that", 1900, 1800);
        }
        QTest::newRow("done has no answer") << "done" << 10 << 1800;
        QTest::newRow("nor has idle") << "idle" << 10 << 1800;
    }
    void anAnsweredRequestFreesItsKindAfterTwoMinutes()
    {
        QFETCH(QString, kind);
        QFETCH(int, answered);
        QFETCH(int, free);
        const std::string name = kind.toStdString();
        Workbench bench;
        const std::string access = bench.logIn();
        const Reply session = bench.start(access);
        const Reply other = bench.start(access, "claude-2");
        const Instant sentAt = bench.clock.now();
        const auto advanceTo = [&](Duration after) {
            bench.clock.advance(sentAt + after - bench.clock.now());
        };
        static_cast<void>(bench.eventWith(session, {}, name, Key));
        static_cast<void>(bench.eventWith(other, {}, name, newKey(1)));
        advanceTo(std::chrono::seconds{std::min(answered, free)});
        if (answered <= free)
            QCOMPARE(withdraw(bench, session), std::string{"already_sent"});
        advanceTo(std::chrono::seconds{free} - 1ms);
        if (answered < free)
            QCOMPARE(withdraw(bench, session), std::string{"already_sent"}); // the first answer counts
        if (bench.clock.now() >= sentAt + std::chrono::seconds{std::min(answered, free)})
            QVERIFY(bench.eventWith(session, {}, name).flag("rate_limited"));
        advanceTo(std::chrono::seconds{free});
        if (free < 1800)
            QVERIFY(bench.eventWith(other, {}, name).flag("rate_limited")); // not its own
        QVERIFY(bench.eventWith(session, {}, name).flag("sms_sent"));
        QVERIFY(bench.eventWith(session, {}, name).flag("rate_limited")); // and the next half hour begins
    }
};

QTEST_GUILESS_MAIN(TestServerWithdrawals)
#include "test_server_withdrawals.moc"
