// SPDX-License-Identifier: MIT
#include "core/ipc/frame.h"

#include <QJsonArray>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestFrame final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsItWas()
    {
        const QJsonObject object{
            {u"type"_s, u"hook"_s}, {u"text"_s, u"Größe 👍"_s}, {u"n"_s, QJsonArray{1, 2}}};
        FrameReader reader;
        const auto read = reader.feed(*encodeFrame(object));
        QVERIFY(read);
        QVERIFY(read->has_value());
        QCOMPARE(**read, object);
    }

    void isReadAByteAtATime()
    {
        const QByteArray frame = *encodeFrame(QJsonObject{{u"type"_s, u"status"_s}});
        FrameReader reader;
        for (qsizetype i = 0; i + 1 < frame.size(); ++i) {
            const auto read = reader.feed(frame.mid(i, 1));
            QVERIFY(read);
            QVERIFY(!read->has_value());
        }
        QVERIFY(reader.feed(frame.right(1))->has_value());
    }

    void startsWithMagicVersionAndLength()
    {
        QCOMPARE(*encodeFrame("{}"_ba), QByteArray("TCSN\x01\0\0\0\x02{}", 11));
    }

    void refusesNonsenseAsSoonAsItShows_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("error");
        QTest::newRow("another protocol") << "GE"_ba << static_cast<int>(FrameError::BadMagic);
        QTest::newRow("another version") << "TCSN\x02"_ba << static_cast<int>(FrameError::BadVersion);
        QTest::newRow("a length over the cap")
            << QByteArray("TCSN\x01\x00\x10\x00\x01", 9) << static_cast<int>(FrameError::TooLarge);
        QTest::newRow("an array") << QByteArray("TCSN\x01\0\0\0\x02[]", 11)
                                  << static_cast<int>(FrameError::NotJson);
        QTest::newRow("no JSON") << QByteArray("TCSN\x01\0\0\0\x02{{", 11)
                                 << static_cast<int>(FrameError::NotJson);
    }
    void refusesNonsenseAsSoonAsItShows()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, error);
        const auto read = FrameReader{}.feed(bytes);
        QVERIFY(!read);
        QCOMPARE(static_cast<int>(read.error()), error);
    }

    void doesNotEncodeMoreThanAMebibyte()
    {
        const QByteArray fits(static_cast<qsizetype>(MaxFramePayload), 'x');
        QVERIFY(encodeFrame(fits).hasValue());
        QVERIFY(!encodeFrame(fits + 'x').hasValue());
    }
};

QTEST_GUILESS_MAIN(TestFrame)
#include "test_frame.moc"
