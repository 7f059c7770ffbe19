// SPDX-License-Identifier: MIT
#include "core/channels/sms/outbox.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;

namespace {

const QDateTime Noon = QDateTime::fromString(u"2026-02-01T12:00:00Z"_s, Qt::ISODate);
constexpr ServerFeatures Holds{.hold = true, .presence = true};
constexpr ServerFeatures Plain{};

QDateTime after(std::chrono::milliseconds time)
{
    return Noon.addMSecs(time.count());
}

/// Happened at `at`, in seconds after noon; not to be texted before `holdUntil`, if that is not 0.
SendServerEvent makeEvent(ServerEventType type, int at, int holdUntil, const QString& text = {})
{
    return {.key = QUuid::createUuid(),
            .sessionId = u"a"_s,
            .type = type,
            .cause = type == ServerEventType::Error ? AlertCause::Api : AlertCause::Question,
            .text = text,
            .at = Noon.addSecs(at),
            .holdUntil = holdUntil > 0 ? Noon.addSecs(holdUntil) : QDateTime{}};
}

const StopMonitoring Stop{
    .sessionId = u"a"_s, .reason = u"completed"_s, .finalState = u"success"_s, .endedAt = Noon};

} // namespace

class TestOutbox final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theServerIsGivenTheWholeSecondsThatAreLeft_data();
    void theServerIsGivenTheWholeSecondsThatAreLeft();
    void whatMayHaveArrivedStaysAsItIs();
    void whatCertainlyDidNotArriveIsCountedAgain();
    void anEventThatIsHeldLetsLaterOnesPass();
    void anEventAfterItsHoldHappenedAtTheEndOfIt();
    void itsAgeCountsFromTheEndOfItsHold_data();
    void itsAgeCountsFromTheEndOfItsHold();
    void errorsInARowAreOneTextWhenTheFirstIsDue_data();
    void errorsInARowAreOneTextWhenTheFirstIsDue();
    void whatErrorsInARowStandForIsAdded();
    void aClockThatIsSetBackDoesNotHoldForEver();
    void aStopDropsWhatIsHeld();
    void aStopThatIsTakenBackDropsNothing();
    void aWithdrawnEventIsDroppedOrWithdrawnAtTheServer();
    void ofErrorsThatBecameOneAllHaveToBeWithdrawn();
    void aWithdrawalKeepsItsPlace();
    void documentsBringEverythingBack();
    void documentsOfEarlierVersionsAreUnderstood();

private:
    /// As a session does it.
    [[nodiscard]] static bool prepare(Outbox& outbox, const QDateTime& now, ServerFeatures server)
    {
        static_cast<void>(outbox.dropStale(now));
        if (!outbox.select(now, server))
            return false;
        while (outbox.prepareCurrent(0ms, now, server)) {
        }
        return true;
    }
    [[nodiscard]] static Outbox copyOf(const Outbox& outbox)
    {
        Documents documents;
        outbox.saveTo(documents);
        Outbox copy{15min};
        copy.restore(documents);
        return copy;
    }
};

void TestOutbox::theServerIsGivenTheWholeSecondsThatAreLeft_data()
{
    QTest::addColumn<std::chrono::milliseconds>("now");
    QTest::addColumn<int>("seconds");
    QTest::newRow("at once") << std::chrono::milliseconds{0} << 60;
    QTest::newRow("a moment later") << std::chrono::milliseconds{1} << 60;
    QTest::newRow("almost a second later") << std::chrono::milliseconds{999} << 60;
    QTest::newRow("a second later") << std::chrono::milliseconds{1000} << 59;
    QTest::newRow("in the last second") << std::chrono::milliseconds{59'999} << 1;
    QTest::newRow("when it is over") << std::chrono::milliseconds{60'000} << 0;
    QTest::newRow("later") << std::chrono::milliseconds{61'000} << 0;
    QTest::newRow("longer than servers hold") << std::chrono::milliseconds{-900'000} << 900;
}

void TestOutbox::theServerIsGivenTheWholeSecondsThatAreLeft()
{
    QFETCH(std::chrono::milliseconds, now);
    QFETCH(int, seconds);
    Outbox outbox{15min};
    outbox.push(makeEvent(ServerEventType::Waiting, 0, 60), 0ms);
    QVERIFY(prepare(outbox, after(now), Holds));
    const auto& sent = std::get<SendServerEvent>(outbox.current().what);
    QCOMPARE(toServerEvent(outbox.current(), sent).hold, std::chrono::seconds{seconds});
    QCOMPARE(outbox.current().timestamp, seconds > 0 ? Noon : after(60s));
}

void TestOutbox::whatMayHaveArrivedStaysAsItIs()
{
    Outbox outbox{15min};
    outbox.push(makeEvent(ServerEventType::Waiting, 0, 60), 0ms);
    QVERIFY(prepare(outbox, Noon, Holds));
    outbox.current().tried = true;
    Outbox restored = copyOf(outbox);
    for (Outbox* box : {&outbox, &restored}) {
        QVERIFY(prepare(*box, after(30s), Holds));
        QCOMPARE(box->current().holdSeconds, 60);
        QVERIFY(prepare(*box, after(10min), Holds));
        QCOMPARE(box->current().holdSeconds, 60);
        QCOMPARE(box->current().timestamp, Noon);
    }
}

void TestOutbox::whatCertainlyDidNotArriveIsCountedAgain()
{
    Outbox outbox{15min};
    outbox.push(makeEvent(ServerEventType::Waiting, 0, 60), 0ms);
    QVERIFY(prepare(outbox, Noon, Holds));
    QVERIFY(prepare(outbox, after(30s), Holds));
    QCOMPARE(outbox.current().holdSeconds, 30);
    QVERIFY(prepare(outbox, after(10min), Holds));
    QCOMPARE(outbox.current().holdSeconds, 0);
    QCOMPARE(outbox.current().timestamp, after(60s));
}

void TestOutbox::anEventThatIsHeldLetsLaterOnesPass()
{
    Outbox outbox{15min};
    const SendServerEvent held = makeEvent(ServerEventType::Waiting, 0, 60);
    const SendServerEvent now = makeEvent(ServerEventType::Done, 1, 0);
    outbox.push(held, 0ms);
    outbox.push(now, 0ms);
    QVERIFY(prepare(outbox, after(1s), Plain));
    QCOMPARE(outbox.takeCurrent().key, now.key);
    QVERIFY(!prepare(outbox, after(59s), Plain));
    QCOMPARE(outbox.nextDue(after(59s)), after(60s));
    QVERIFY(prepare(outbox, after(60s), Plain));
    QCOMPARE(outbox.current().key, held.key);
    QVERIFY(!outbox.nextDue(after(60s)).isValid());

    outbox.push(makeEvent(ServerEventType::Waiting, 61, 120), 0ms);
    QCOMPARE(outbox.takeCurrent().key, held.key);
    QVERIFY(prepare(outbox, after(62s), Holds)); // a server that can hold is given it at once
}

void TestOutbox::anEventAfterItsHoldHappenedAtTheEndOfIt()
{
    Outbox outbox{15min};
    outbox.push(makeEvent(ServerEventType::Waiting, 0, 600), std::chrono::hours{1});
    QVERIFY(prepare(outbox, after(20min), Plain));
    QCOMPARE(outbox.current().timestamp, after(1h + 10min));
    // The server finds it too old by a wrong clock: that is judged from then too.
    outbox.current().tried = true;
    QVERIFY(redate(outbox.current(), 2h));
    QCOMPARE(outbox.current().timestamp, after(2h + 10min));
    QVERIFY(!outbox.current().tried);
}

void TestOutbox::itsAgeCountsFromTheEndOfItsHold_data()
{
    QTest::addColumn<ServerEventType>("type");
    QTest::addColumn<int>("holdUntil");
    QTest::addColumn<std::chrono::milliseconds>("now");
    QTest::addColumn<bool>("isTooOld");
    using Ms = std::chrono::milliseconds;
    QTest::newRow("without a hold, 15 minutes") << ServerEventType::Waiting << 0 << Ms{15min} << false;
    QTest::newRow("without a hold, more") << ServerEventType::Waiting << 0 << Ms{15min + 1ms} << true;
    QTest::newRow("with one, 15 minutes") << ServerEventType::Waiting << 180 << Ms{18min} << false;
    QTest::newRow("with one, more") << ServerEventType::Waiting << 180 << Ms{18min + 1ms} << true;
    QTest::newRow("an error, a day") << ServerEventType::Error << 60 << Ms{24h + 1min} << false;
    QTest::newRow("an error, more") << ServerEventType::Error << 60 << Ms{24h + 1min + 1ms} << true;
}

void TestOutbox::itsAgeCountsFromTheEndOfItsHold()
{
    QFETCH(ServerEventType, type);
    QFETCH(int, holdUntil);
    QFETCH(std::chrono::milliseconds, now);
    QFETCH(bool, isTooOld);
    for (const ServerFeatures server : {Plain, Holds}) {
        Outbox outbox{15min};
        outbox.push(makeEvent(type, 0, holdUntil), 0ms);
        QCOMPARE(outbox.dropStale(after(now)), isTooOld);
        QCOMPARE(outbox.select(after(now), server), !isTooOld);
        const EventReports reports = outbox.takeReports();
        QCOMPARE(reports.size(), size_t{isTooOld ? 1U : 0U});
        for (const EventReport& report : reports)
            QCOMPARE(std::get<EventOutcome>(report.what).reason, u"too_old"_s);
    }
}

void TestOutbox::errorsInARowAreOneTextWhenTheFirstIsDue_data()
{
    QTest::addColumn<QList<int>>("holds"); // until when, each
    QTest::addColumn<int>("due");
    QTest::addColumn<int>("dueAtServer"); // seconds it is given
    QTest::newRow("all at once") << QList<int>{0, 0, 0} << 3 << 0;
    QTest::newRow("all held") << QList<int>{60, 61, 62} << 60 << 57;
    QTest::newRow("the first at once") << QList<int>{0, 61, 62} << 3 << 0;
    QTest::newRow("the last at once") << QList<int>{60, 61, 0} << 3 << 0;
    QTest::newRow("the middle one first") << QList<int>{60, 30, 62} << 30 << 27;
}

void TestOutbox::errorsInARowAreOneTextWhenTheFirstIsDue()
{
    QFETCH(QList<int>, holds);
    QFETCH(int, due);
    QFETCH(int, dueAtServer);
    for (const ServerFeatures server : {Plain, Holds}) {
        Outbox outbox{15min};
        QList<QUuid> keys;
        for (int i = 0; i < holds.size(); ++i) {
            const SendServerEvent error =
                makeEvent(ServerEventType::Error, i, holds.at(i), u"error %1"_s.arg(i + 1));
            keys.append(error.key);
            outbox.push(error, 0ms);
        }
        QCOMPARE(outbox.eventCount(), 1);
        const int now = server.hold ? 3 : due;
        if (!server.hold && due > 3)
            QVERIFY(!prepare(outbox, Noon.addSecs(due - 1), server));
        QVERIFY(prepare(outbox, Noon.addSecs(now), server));
        QCOMPARE(outbox.current().holdSeconds, server.hold ? dueAtServer : 0);
        const auto& sent = std::get<SendServerEvent>(outbox.current().what);
        QCOMPARE(toServerEvent(outbox.current(), sent).details.value("message"_L1).toString(),
                 u"3 errors. Latest: error 3"_s);
        QCOMPARE(eventKeys(outbox.takeCurrent()), keys);
        QVERIFY(outbox.isEmpty());
    }
}

/// An error that took the place of others keeps their number when it becomes one with the next.
void TestOutbox::whatErrorsInARowStandForIsAdded()
{
    Outbox outbox{15min};
    SendServerEvent first = makeEvent(ServerEventType::Error, 0, 0, u"error 3"_s);
    first.more = 2;
    SendServerEvent second = makeEvent(ServerEventType::Error, 1, 0, u"error 5"_s);
    second.more = 1;
    outbox.push(first, 0ms);
    outbox.push(second, 0ms);
    QVERIFY(prepare(outbox, Noon.addSecs(3), Plain));
    const auto& sent = std::get<SendServerEvent>(outbox.current().what);
    QCOMPARE(toServerEvent(outbox.current(), sent).details.value("message"_L1).toString(),
             u"2 errors. Latest: error 5 (and 3 more)"_s);
}

void TestOutbox::aClockThatIsSetBackDoesNotHoldForEver()
{
    Outbox outbox{15min};
    outbox.push(makeEvent(ServerEventType::Waiting, 0, 60), 0ms);
    QVERIFY(!prepare(outbox, after(-5h), Plain));
    QVERIFY(prepare(outbox, after(-5h + 15min), Plain));
}

void TestOutbox::aStopDropsWhatIsHeld()
{
    Outbox outbox{15min};
    const SendServerEvent held = makeEvent(ServerEventType::Waiting, 0, 60);
    const SendServerEvent due = makeEvent(ServerEventType::Waiting, 0, 0);
    const SendServerEvent over = makeEvent(ServerEventType::Done, 0, 5);
    for (const SendServerEvent& one : {held, due, over})
        outbox.push(one, 0ms);
    outbox.push(Stop, after(10s));
    QCOMPARE(outbox.eventCount(), 2);
    QVERIFY(outbox.dropStale(after(10s)));
    const EventReports reports = outbox.takeReports();
    QCOMPARE(reports.size(), size_t{1});
    QCOMPARE(reports.front().key, held.key);
    QCOMPARE(std::get<EventOutcome>(reports.front().what).reason, u"session_ended"_s);
    for (const QUuid& key : {due.key, over.key}) {
        QVERIFY(outbox.select(after(10s), Plain));
        QCOMPARE(outbox.takeCurrent().key, key);
    }
    QVERIFY(outbox.isOnlyStop());
}

void TestOutbox::aStopThatIsTakenBackDropsNothing()
{
    Outbox outbox{15min};
    outbox.push(makeEvent(ServerEventType::Waiting, 0, 60), 0ms);
    outbox.push(Stop, Noon);
    QVERIFY(!outbox.withdrawStop());
    QVERIFY(outbox.dropStale(Noon)); // the stop
    QVERIFY(outbox.takeReports().empty());
    QCOMPARE(outbox.eventCount(), 1);
}

void TestOutbox::aWithdrawnEventIsDroppedOrWithdrawnAtTheServer()
{
    for (const bool isTried : {false, true}) {
        Outbox outbox{15min};
        const SendServerEvent one = makeEvent(ServerEventType::Waiting, 0, 60);
        outbox.push(one, 0ms);
        QVERIFY(prepare(outbox, Noon, Holds));
        outbox.current().tried = isTried;
        QVERIFY(!outbox.withdraw(QUuid::createUuid()));
        QVERIFY(outbox.withdraw(one.key));
        QCOMPARE(outbox.eventCount(), 0);
        QVERIFY(outbox.dropStale(Noon));
        const EventReports reports = outbox.takeReports();
        QCOMPARE(outbox.isEmpty(), !isTried);
        if (isTried) {
            QVERIFY(reports.empty());
            QVERIFY(outbox.select(Noon, Holds));
            const auto& withdrawal = std::get<Withdrawal>(outbox.current().what);
            QCOMPARE(withdrawal.request, one.key);
            QCOMPARE(withdrawal.events, QList{one.key});
        } else {
            QCOMPARE(reports.size(), size_t{1});
            QCOMPARE(std::get<WithdrawResult>(reports.front().what), WithdrawResult::Withdrawn);
        }
    }
}

void TestOutbox::ofErrorsThatBecameOneAllHaveToBeWithdrawn()
{
    Outbox outbox{15min};
    QList<QUuid> keys;
    for (int i = 0; i < 3; ++i) {
        const SendServerEvent error = makeEvent(ServerEventType::Error, i, 60);
        keys.append(error.key);
        outbox.push(error, 0ms);
    }
    QVERIFY(prepare(outbox, after(3s), Holds));
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(outbox.eventCount(), 1);
        QVERIFY(outbox.withdraw(keys.at(i)));
        QVERIFY(outbox.withdraw(keys.at(i))); // once more changes nothing
        outbox = copyOf(outbox);
    }
    QCOMPARE(outbox.eventCount(), 0);
    QVERIFY(outbox.dropStale(after(3s)));
    QVERIFY(outbox.select(after(3s), Holds));
    QCOMPARE(std::get<Withdrawal>(outbox.current().what).events, keys);
    QCOMPARE(std::get<Withdrawal>(outbox.current().what).request, keys.at(2));
}

void TestOutbox::aWithdrawalKeepsItsPlace()
{
    Outbox outbox{15min};
    const SendServerEvent first = makeEvent(ServerEventType::Waiting, 0, 0);
    const SendServerEvent second = makeEvent(ServerEventType::Waiting, 1, 0);
    outbox.push(first, 0ms);
    outbox.push(second, 0ms);
    QVERIFY(prepare(outbox, after(2s), Holds));
    outbox.current().tried = true;
    QVERIFY(outbox.withdraw(first.key));
    QVERIFY(outbox.dropStale(after(2s)));
    const Withdrawal later{.request = QUuid::createUuid(), .events = {QUuid::createUuid()}, .at = after(2s)};
    outbox.push(later);
    outbox.push(later); // the same again
    Outbox restored = copyOf(outbox);
    QVERIFY(restored.select(after(2s), Holds));
    QCOMPARE(std::get<Withdrawal>(restored.takeCurrent().what).request, first.key);
    QVERIFY(restored.select(after(2s), Holds));
    QCOMPARE(restored.takeCurrent().key, second.key);
    QVERIFY(restored.select(after(2s), Holds));
    QCOMPARE(std::get<Withdrawal>(restored.takeCurrent().what).events, later.events);
    QVERIFY(restored.isEmpty());
    // A stop ends all that could be withdrawn.
    outbox.push(Stop, after(2s));
    outbox.push({.request = QUuid::createUuid(), .events = {QUuid::createUuid()}, .at = after(3s)});
    const EventReports reports = outbox.takeReports();
    QCOMPARE(reports.size(), size_t{1});
    QCOMPARE(std::get<WithdrawResult>(reports.front().what), WithdrawResult::Unknown);
}

void TestOutbox::documentsBringEverythingBack()
{
    Outbox outbox{15min};
    SendServerEvent first = makeEvent(ServerEventType::Waiting, 0, 60);
    first.grace = 45s;
    outbox.push(first, 0ms);
    outbox.push(makeEvent(ServerEventType::Waiting, 1, 300), {});
    outbox.push(Withdrawal{.request = QUuid::createUuid(), .events = {QUuid::createUuid()}, .at = Noon});
    outbox.push(Stop, after(100s));
    QVERIFY(prepare(outbox, after(1s), Holds));
    Documents before;
    outbox.saveTo(before);
    Documents again;
    copyOf(outbox).saveTo(again);
    QCOMPARE(again, before);
    QCOMPARE(before.size(), 3); // the stop dropped the second
}

void TestOutbox::documentsOfEarlierVersionsAreUnderstood()
{
    Outbox outbox{15min};
    for (int i = 0; i < 2; ++i)
        outbox.push(makeEvent(ServerEventType::Error, i, 0, u"error"_s), 0ms);
    Documents documents;
    outbox.saveTo(documents);
    for (QByteArray& document : documents) {
        QJsonObject json = QJsonDocument::fromJson(document).object();
        for (const char* field : {"withdrawal", "hold_seconds", "ended", "prepared", "dismissed"})
            json.remove(QLatin1StringView{field});
        QJsonObject event = json.value("event"_L1).toObject();
        event.remove("hold_until"_L1);
        event.remove("grace"_L1);
        json.insert("event"_L1, event);
        document = QJsonDocument{json}.toJson();
    }
    Outbox restored{15min};
    restored.restore(documents);
    // The first may have been sent; it was not recorded then.
    QVERIFY(prepare(restored, after(1h), Plain));
    QVERIFY(restored.current().tried);
    QCOMPARE(restored.takeCurrent().count, 1);
    QVERIFY(prepare(restored, after(1h), Plain));
    QVERIFY(!restored.current().tried);
    QCOMPARE(restored.current().holdSeconds, 0);
}

QTEST_GUILESS_MAIN(TestOutbox)
#include "test_outbox.moc"
