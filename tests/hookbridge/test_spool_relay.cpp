// SPDX-License-Identifier: MIT
#include "core/ipc/frame.h"
#include "core/ipc/spool_writer.h"
#include "hookbridge/spool_relay.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestSpoolRelay final : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    QList<QJsonArray> m_batches;

    void spool(quint64 number, const QByteArray& json) const
    {
        QVERIFY(!writeSpoolFile(m_folder->path(),
                                {.bootId = "b", .monotonicNs = number, .id = QByteArray::number(number)},
                                json));
    }
    [[nodiscard]] QStringList left() const { return QDir{m_folder->path()}.entryList(QDir::Files); }

    RelayResult relay(const Expected<QJsonObject, ClientError>& answer,
                      const QDeadlineTimer& deadline = QDeadlineTimer{QDeadlineTimer::Forever})
    {
        return relaySpool(
            m_folder->path(),
            [&](const QByteArray& frame) {
                FrameReader reader;
                const auto request = reader.feed(frame);
                m_batches += request && *request ? (**request).value("hooks"_L1).toArray() : QJsonArray{};
                return answer;
            },
            deadline);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_batches.clear();
    }

    void anEmptySpoolCostsNothing()
    {
        QCOMPARE(relay(Unexpected{ClientError::NotRunning}), RelayResult::Done);
        QDir{m_folder->path()}.removeRecursively();
        QCOMPARE(relay(Unexpected{ClientError::NotRunning}), RelayResult::Done);
        QVERIFY(m_batches.isEmpty());
    }

    void oneRequestTakesManyEventsInTheirOrder()
    {
        for (const int number : {1, 2, 10, 11})
            spool(static_cast<quint64>(number), "{\"n\":" + QByteArray::number(number) + '}');
        QCOMPARE(relay(QJsonObject{{u"ok"_s, true}}), RelayResult::Done);
        QCOMPARE(m_batches.size(), 1);
        QStringList order;
        for (const QJsonValue hook : m_batches.front())
            order += QString::number(hook["n"_L1].toInt());
        QCOMPARE(order, (QStringList{u"1"_s, u"2"_s, u"10"_s, u"11"_s}));
        QVERIFY(left().isEmpty());
    }

    void moreThanAFrameHoldsTakesMoreRequests()
    {
        for (quint64 number = 0; number < 5; ++number)
            spool(number, "{\"a\":\"" + QByteArray(600'000, 'x') + "\"}");
        QCOMPARE(relay(QJsonObject{{u"ok"_s, true}}), RelayResult::Done);
        QCOMPARE(m_batches.size(), 5);
        QVERIFY(left().isEmpty());
    }

    void whatIsNotTakenStays_data()
    {
        QTest::addColumn<QJsonObject>("answer");
        QTest::addColumn<int>("result");
        QTest::newRow("refused") << QJsonObject{{u"ok"_s, false}} << static_cast<int>(RelayResult::Refused);
        QTest::newRow("no answer") << QJsonObject{} << static_cast<int>(RelayResult::Failed);
    }
    void whatIsNotTakenStays()
    {
        QFETCH(QJsonObject, answer);
        QFETCH(int, result);
        spool(1, "{}");
        const Expected<QJsonObject, ClientError> reply =
            answer.isEmpty() ? Expected<QJsonObject, ClientError>{Unexpected{ClientError::TimedOut}}
                             : Expected<QJsonObject, ClientError>{answer};
        QCOMPARE(static_cast<int>(relay(reply)), result);
        QCOMPARE(m_batches.size(), 1);
        QCOMPARE(left().size(), 1);
    }

    void whenTheTimeIsUpTheRestStays()
    {
        spool(1, "{}");
        QCOMPARE(relay(QJsonObject{{u"ok"_s, true}}, QDeadlineTimer{0}), RelayResult::Unfinished);
        QCOMPARE(left().size(), 1);
    }

    void aFileThatIsNoRequestIsNotInTheWay()
    {
        spool(1, "{\"half\":");
        spool(2, '"' + QByteArray(2'000'000, 'x') + '"');
        spool(3, "{}");
        QCOMPARE(relay(QJsonObject{{u"ok"_s, true}}), RelayResult::Done);
        QCOMPARE(m_batches.size(), 1);
        QCOMPARE(m_batches.front().size(), 1);
        QCOMPARE(left().size(), 2);
        for (const QString& name : left())
            QVERIFY(name.endsWith(u".bad"_s));
    }
};

QTEST_GUILESS_MAIN(TestSpoolRelay)
#include "test_spool_relay.moc"
