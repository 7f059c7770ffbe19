// SPDX-License-Identifier: MIT
#include "tests/core/channels/sms/delivery_test.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tocsin;
using namespace tocsin::test;

namespace {

bool isStop(const HttpRequest& request)
{
    return request.path.endsWith(u"/stop"_s);
}

} // namespace

/// Texts are switched off and on again while the server is still busy with the stop.
class TestDeliveryToggles final : public DeliveryTest
{
    Q_OBJECT

private Q_SLOTS:
    void eventsRaisedDuringTheStopAreSent_data();
    void eventsRaisedDuringTheStopAreSent();
    void aRestartDuringTheStopLosesNothing_data();
    void aRestartDuringTheStopLosesNothing();
    void aLoginThatEndsDuringTheStopLosesNothing_data();
    void aLoginThatEndsDuringTheStopLosesNothing();
    void aStopThatWasTriedBeforeMakesANewRegistration();
    void aStopThatWasNeverTriedIsTakenBack();
    void whatEarlierVersionsSavedIsUnderstood_data();
    void whatEarlierVersionsSavedIsUnderstood();
    void aRefusalIsReportedAfterItsEvents_data();
    void aRefusalIsReportedAfterItsEvents();
    void aSessionMayStartAgainWhenItsRefusalIsReported();
    void aRefusalOfAnEarlierNameIsNotFinal();

private:
    /// '+' on, '-' off, 'e' an event that is expected to be sent, 'x' one that is not.
    void play(const QString& script);
    /// Plays `script` when the first stop is with the server, which then answers with `answer`.
    void duringTheStop(const QString& script, const std::optional<HttpAnswer>& answer,
                       const std::function<void()>& then = {});
    [[nodiscard]] QList<QUuid> sentKeys() const;

    QList<QUuid> m_expected;
    bool m_wasPlayed{false};
};

void TestDeliveryToggles::play(const QString& script)
{
    for (const QChar step : script) {
        if (step == u'+')
            start(A);
        else if (step == u'-')
            stop(A);
        else if (step == u'e')
            m_expected.append(send(A, ServerEventType::Waiting));
        else
            send(A, ServerEventType::Waiting);
    }
}

void TestDeliveryToggles::duringTheStop(const QString& script, const std::optional<HttpAnswer>& answer,
                                        const std::function<void()>& then)
{
    m_expected.clear();
    m_wasPlayed = false;
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    m_server->fault = [this, script, answer, then](const HttpRequest& request) -> std::optional<HttpAnswer> {
        if (!isStop(request) || std::exchange(m_wasPlayed, true))
            return {};
        play(script);
        if (then)
            then();
        return answer;
    };
    stop(A);
    QTRY_VERIFY(m_wasPlayed);
}

/// Once each, in order.
QList<QUuid> TestDeliveryToggles::sentKeys() const
{
    QList<QUuid> keys;
    for (const HttpRequest& request : m_server->events(A)) {
        if (keys.isEmpty() || keys.constLast() != keyOf(request))
            keys.append(keyOf(request));
    }
    return keys;
}

void TestDeliveryToggles::eventsRaisedDuringTheStopAreSent_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<bool>("endsOn");
    QTest::addColumn<std::optional<HttpAnswer>>("answer");
    const QList<std::pair<const char*, std::optional<HttpAnswer>>> answers{
        {"answered", {}},
        {"answer lost", HttpAnswer{.isCutShort = true}},
        {"unknown session", HttpAnswer::error(404, u"session_not_found"_s)},
        {"server in trouble", HttpAnswer::error(503, u"server_error"_s)}};
    const QList<std::pair<QString, bool>> scripts{
        {u"+e"_s, true},     {u"+eee"_s, true},    {u"x+e"_s, true}, {u"+-+e"_s, true},
        {u"+e-x+e"_s, true}, {u"+e-+-+e"_s, true}, {u"++e"_s, true}, {u"+"_s, true},
        {u"+e-"_s, false},   {u"+ee-x"_s, false},  {u"+-"_s, false}, {u"+e-x+e-x"_s, false}};
    for (const auto& [name, answer] : answers) {
        for (const auto& [script, endsOn] : answer ? scripts.first(3) + scripts.last(3) : scripts)
            QTest::addRow("%s, %s", qPrintable(script), name) << script << endsOn << answer;
    }
}

void TestDeliveryToggles::eventsRaisedDuringTheStopAreSent()
{
    QFETCH(QString, script);
    QFETCH(bool, endsOn);
    QFETCH(std::optional<HttpAnswer>, answer);
    duringTheStop(script, answer);
    QTRY_COMPARE(m_answered->size(), m_expected.size());
    if (endsOn) {
        QTRY_COMPARE(state(A), DeliveryStatus::On);
        m_expected.append(send(A));
        QTRY_COMPARE(m_answered->size(), m_expected.size());
    } else {
        QTRY_VERIFY(m_delivery->findChildren<ServerSession*>().isEmpty());
        QCOMPARE(state(A), DeliveryStatus::Off);
    }
    QCOMPARE(sentKeys(), m_expected);
    QVERIFY(m_failed->isEmpty());
    QVERIFY(m_delivery->documents(A).size() <= 1); // nothing is left in the outbox
}

void TestDeliveryToggles::aRestartDuringTheStopLosesNothing_data()
{
    QTest::addColumn<QString>("script");
    for (const char* script : {"+e", "+eee", "+-+e", "+e-x+e", "+e-", "+e-x"})
        QTest::newRow(script) << QString::fromLatin1(script);
}

void TestDeliveryToggles::aRestartDuringTheStopLosesNothing()
{
    QFETCH(QString, script);
    QMap<QString, Documents> saved;
    duringTheStop(script, HttpAnswer{.isSilent = true}, [&] { saved = {{A, m_delivery->documents(A)}}; });
    restart({.heartbeat = 1h, .retry = {10ms}});
    m_delivery->restore(saved);
    QTRY_COMPARE(m_answered->size(), m_expected.size());
    QCOMPARE(sentKeys(), m_expected);
    if (script.endsWith(u'e')) {
        QTRY_COMPARE(state(A), DeliveryStatus::On);
        // The server may have stopped the first registration.
        QVERIFY(keyOf(m_server->starts().constLast()) != keyOf(m_server->starts().constFirst()));
    } else {
        QTRY_VERIFY(m_delivery->documents(A).isEmpty());
        QCOMPARE(m_server->stops().size(), 2);
    }
    QVERIFY(m_failed->isEmpty());
}

void TestDeliveryToggles::aLoginThatEndsDuringTheStopLosesNothing_data()
{
    QTest::addColumn<QString>("script");
    for (const char* script : {"+e", "+ee", "+-+e", "+e-x+e"})
        QTest::newRow(script) << QString::fromLatin1(script);
}

void TestDeliveryToggles::aLoginThatEndsDuringTheStopLosesNothing()
{
    QFETCH(QString, script);
    duringTheStop(script, HttpAnswer{.isSilent = true}, [this] {
        m_server->accessToken = u"another"_s;
        m_login->tokenRejected(m_login->accessToken());
    });
    QTRY_COMPARE(state(A), DeliveryStatus::NeedsLogin);
    QCOMPARE(m_login->phase(), LoginPhase::LoggedOut);
    logIn(u"another"_s);
    QTRY_COMPARE(m_answered->size(), m_expected.size());
    QCOMPARE(sentKeys(), m_expected);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    QVERIFY(m_failed->isEmpty());
}

void TestDeliveryToggles::aStopThatWasTriedBeforeMakesANewRegistration()
{
    restart({.heartbeat = 1h, .retry = {1h}});
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    m_server->fault = [](const HttpRequest& /*request*/) { return HttpAnswer{.isCutShort = true}; };
    stop(A);
    QTRY_COMPARE(m_server->stops().size(), 1);
    QTRY_COMPARE(m_delivery->serverReachable(), std::optional{false});
    m_server->fault = {};
    play(u"+e"_s);
    start(B); // its answer ends the pause
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_server->stops().size(), 1);
    const QList<HttpRequest> starts = m_server->starts();
    QCOMPARE(starts.size(), 3);
    QVERIFY(keyOf(starts.at(0)) != keyOf(starts.at(2)));
}

void TestDeliveryToggles::aStopThatWasNeverTriedIsTakenBack()
{
    start(A);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    stop(A);
    QCOMPARE(state(A), DeliveryStatus::Off);
    play(u"+e"_s);
    QCOMPARE(state(A), DeliveryStatus::On);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_server->starts().size(), 1);
    QVERIFY(m_server->stops().isEmpty());
}

void TestDeliveryToggles::whatEarlierVersionsSavedIsUnderstood_data()
{
    QTest::addColumn<bool>("isRenamed"); // else it starts again after its stop
    QTest::newRow("another description") << true;
    QTest::newRow("a start that waits for the stop") << false;
}

void TestDeliveryToggles::whatEarlierVersionsSavedIsUnderstood()
{
    QFETCH(bool, isRenamed);
    restart({.heartbeat = 1h, .retry = {1h}});
    start(A, u"before"_s);
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    m_server->fault = [](const HttpRequest& /*request*/) { return HttpAnswer{.isCutShort = true}; };
    if (!isRenamed)
        stop(A);
    Documents documents = m_delivery->documents(A);
    QJsonObject main = QJsonDocument::fromJson(documents.value(u"delivery"_s)).object();
    QJsonObject start = main.value("start"_L1).toObject();
    start.insert(u"description"_s, u"after"_s);
    main.insert(isRenamed ? u"start"_s : u"next_start"_s, start);
    main.insert(u"start_changed"_s, isRenamed);
    documents.insert(u"delivery"_s, QJsonDocument{main}.toJson());
    restart({.heartbeat = 1h, .retry = {10ms}});
    m_server->fault = {};
    m_delivery->restore({{A, documents}});
    QTRY_COMPARE(state(A), DeliveryStatus::On);
    const QList<HttpRequest> starts = m_server->starts();
    QCOMPARE(starts.size(), 2);
    QCOMPARE(starts.at(1).json().value("description"_L1).toString(), u"after"_s);
    QVERIFY(keyOf(starts.at(0)) != keyOf(starts.at(1)));
}

void TestDeliveryToggles::aRefusalIsReportedAfterItsEvents_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("forbidden") << 403;
    QTest::newRow("invalid") << 400;
    QTest::newRow("conflict") << 409;
}

void TestDeliveryToggles::aRefusalIsReportedAfterItsEvents()
{
    QFETCH(int, status);
    m_server->fault = [status](const HttpRequest& /*request*/) {
        return HttpAnswer::error(status, u"invalid_request"_s);
    };
    QStringList order;
    connect(m_delivery.get(), &SmsDelivery::eventFailed, this,
            [&](const QString&, const QUuid& key) { order.append(key.toString()); });
    connect(m_delivery.get(), &SmsDelivery::stateChanged, this, [&](const QString&, DeliveryStatus to) {
        order.append(to == DeliveryStatus::Off ? u"off"_s : u"-"_s);
    });
    connect(m_delivery.get(), &SmsDelivery::startFailed, this, [&] { order.append(u"refused"_s); });
    start(A);
    // The errors would have become one text; each is reported.
    const QList<QUuid> keys{send(A, ServerEventType::Waiting), send(A, ServerEventType::Error),
                            send(A, ServerEventType::Error)};
    QTRY_VERIFY(order.contains(u"refused"_s));
    QCOMPARE(order, (QStringList{u"-"_s, keys.at(0).toString(), keys.at(1).toString(), keys.at(2).toString(),
                                 u"refused"_s, u"off"_s}));
}

void TestDeliveryToggles::aSessionMayStartAgainWhenItsRefusalIsReported()
{
    int refusals{1};
    m_server->fault = [&refusals](const HttpRequest& /*request*/) -> std::optional<HttpAnswer> {
        return refusals-- > 0 ? std::optional{HttpAnswer::error(403, u"forbidden"_s)} : std::nullopt;
    };
    QUuid again;
    connect(m_delivery.get(), &SmsDelivery::startFailed, this, [&] {
        start(A);
        again = send(A, ServerEventType::Waiting);
    });
    start(A);
    send(A, ServerEventType::Waiting);
    QTRY_COMPARE(m_answered->size(), 1);
    QCOMPARE(m_answered->at(0).at(1).toUuid(), again);
    QCOMPARE(state(A), DeliveryStatus::On);
    QCOMPARE(m_failed->size(), 1);
}

void TestDeliveryToggles::aRefusalOfAnEarlierNameIsNotFinal()
{
    bool isFirst{true};
    m_server->fault = [&](const HttpRequest& /*request*/) -> std::optional<HttpAnswer> {
        if (!std::exchange(isFirst, false))
            return {};
        start(A, u"another name"_s);
        return HttpAnswer::error(400, u"invalid_request"_s);
    };
    QSignalSpy startFailed{m_delivery.get(), &SmsDelivery::startFailed};
    start(A, u"a name that the server refuses"_s);
    send(A);
    QTRY_COMPARE(m_answered->size(), 1);
    QVERIFY(startFailed.isEmpty());
}

QTEST_GUILESS_MAIN(TestDeliveryToggles)
#include "test_delivery_toggles.moc"
