// SPDX-License-Identifier: MIT
#include "core/base/json_truncator.h"
#include "hookbridge/hook_document.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using State = JsonTruncator::State;

class TestDocumentIntake final : public QObject
{
    Q_OBJECT

    static QByteArray takenFrom(const QByteArray& bytes, qsizetype piece, qsizetype maxString = MaxString)
    {
        JsonTruncator intake{maxString};
        for (qsizetype at = 0; at < bytes.size() && intake.state() == State::Reading; at += piece)
            intake.feed(QByteArrayView{bytes}.sliced(at, qMin(piece, bytes.size() - at)));
        return intake.state() == State::Complete ? intake.document() : QByteArray{};
    }
    static QString textOf(const QByteArray& document)
    {
        return QJsonDocument::fromJson(document).object().value("a"_L1).toString();
    }

private Q_SLOTS:
    void endsWithTheDocument_data()
    {
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QByteArray>("document");
        QTest::newRow("empty object") << "{}"_ba
                                      << "{}"_ba;
        QTest::newRow("space around") << " \r\n\t{} \n"_ba
                                      << "{}"_ba;
        QTest::newRow("nested") << "{\"a\":[{\"b\":1},[2]],\"c\":{}}more"_ba
                                << "{\"a\":[{\"b\":1},[2]],\"c\":{}}"_ba;
        QTest::newRow("brackets in strings") << "{\"a\":\"}]{[\"}{"_ba
                                             << "{\"a\":\"}]{[\"}"_ba;
        QTest::newRow("escapes") << "{\"a\":\"\\\"}\\\\\",\"b\":\"\\\\\\\"\"}x"_ba
                                 << "{\"a\":\"\\\"}\\\\\",\"b\":\"\\\\\\\"\"}"_ba;
        QTest::newRow("unicode escape") << "{\"a\":\"\\u0022}\"}x"_ba
                                        << "{\"a\":\"\\u0022}\"}"_ba;
    }
    void endsWithTheDocument()
    {
        QFETCH(QByteArray, input);
        QFETCH(QByteArray, document);
        for (const qsizetype piece : {qsizetype{1}, qsizetype{3}, input.size()})
            QCOMPARE(takenFrom(input, piece), document);
    }

    void refusesWhatIsNoObjectAtOnce()
    {
        for (const QByteArray& bytes : {"[1]"_ba, "\"x\""_ba,
                                        "\x7f"
                                        "ELF"_ba,
                                        " 7"_ba, "}"_ba})
            QCOMPARE(JsonTruncator{}.feed(bytes), State::NotAnObject);
    }

    void waitsForTheRest()
    {
        JsonTruncator intake;
        QVERIFY(intake.isEmpty());
        QCOMPARE(intake.feed("  "), State::Reading);
        QVERIFY(intake.isEmpty());
        QCOMPARE(intake.feed("{\"a\":\"}\\"), State::Reading);
        QVERIFY(!intake.isEmpty());
        QCOMPARE(intake.feed("\"}\""), State::Reading);
        QCOMPARE(intake.feed("}"), State::Complete);
    }

    void cutsLongStringsAndNothingElse()
    {
        const QByteArray at = "{\"a\":\"" + QByteArray(MaxString, 'x') + "\"}";
        const QByteArray over = "{\"a\":\"" + QByteArray(2 * 1024 * 1024, 'x') + "\",\"b\":[\"short\"]}";
        for (const qsizetype piece : {7, 4096, 65536}) {
            QCOMPARE(takenFrom(at, piece), at);
            const QByteArray cut = takenFrom(over, piece);
            QCOMPARE(textOf(cut), QString(MaxString, u'x') + u"…"_s);
            QVERIFY(cut.endsWith("\",\"b\":[\"short\"]}"));
        }
    }

    void cutsBetweenCharacters_data()
    {
        QTest::addColumn<QByteArray>("character");
        QTest::newRow("two bytes") << "ü"_ba;
        QTest::newRow("four bytes") << "👍"_ba;
        QTest::newRow("escape") << "\\n"_ba;
        QTest::newRow("quote") << "\\\""_ba;
        QTest::newRow("unicode escape") << "\\u00fc"_ba;
    }
    void cutsBetweenCharacters()
    {
        QFETCH(QByteArray, character);
        const QString meaning = textOf("{\"a\":\"" + character + "\"}");
        for (qsizetype max = 8; max < 16; ++max) {
            const QString cut = textOf(takenFrom("{\"a\":\"" + character.repeated(20) + "\"}", 1, max));
            QVERIFY(cut.endsWith(u'…'));
            QCOMPARE(meaning.repeated((cut.size() - 1) / meaning.size()) + u'…', cut);
        }
    }

    void stopsAtItsLimit()
    {
        JsonTruncator intake;
        intake.feed("{\"a\":\"");
        const QByteArray piece(1024 * 1024, 'x');
        for (int i = 0; i < 100 && intake.state() == State::Reading; ++i)
            intake.feed(piece);
        QCOMPARE(intake.state(), State::TooLarge);
        QCOMPARE(intake.bytesRead(), MaxDocument);
        QVERIFY(intake.document().size() < 2 * MaxString);
    }

    void keepsNoMoreThanItsLimit()
    {
        JsonTruncator intake;
        intake.feed("{\"a\":[");
        const QByteArray piece = QByteArray("1,").repeated(512 * 1024);
        for (int i = 0; i < 100 && intake.state() == State::Reading; ++i)
            intake.feed(piece);
        QCOMPARE(intake.state(), State::TooLarge);
        QVERIFY(intake.document().size() < MaxKept + 2 * piece.size());
    }

    void skipsAByteOrderMark()
    {
        for (const qsizetype piece : {1, 2, 100})
            QCOMPARE(takenFrom("\xEF\xBB\xBF {\"a\":\"\xEF\xBB\xBF\"}"_ba, piece),
                     "{\"a\":\"\xEF\xBB\xBF\"}"_ba);
    }

    void cutsAStringThatIsNoText()
    {
        for (const qsizetype piece : {7, 65536}) {
            const QByteArray cut = takenFrom("{\"a\":\"" + QByteArray(1024 * 1024, '\x80') + "\"}", piece);
            QVERIFY(!cut.isEmpty());
            QVERIFY(cut.size() < 2 * MaxString);
        }
    }

    void bytesThatAreNoTextAreReplaced_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("read");
        QTest::newRow("text") << "gr\xC3\xBC\xC3\x9F"_ba << u"gr\u00FC\u00DF"_s;
        QTest::newRow("Latin-1") << "gr\xFC\xDF"_ba << u"gr\uFFFD\uFFFD"_s;
        QTest::newRow("half a character") << "a\xE2\x82"_ba << u"a\uFFFD\uFFFD"_s;
        QTest::newRow("a continuation alone") << "a\x80z"_ba << u"a\uFFFDz"_s;
        QTest::newRow("a surrogate") << "a\xED\xA0\x80z"_ba << u"a\uFFFD\uFFFD\uFFFDz"_s;
    }
    void bytesThatAreNoTextAreReplaced()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, read);
        const auto document = readHookDocument("{\"b\":1,\"a\":\"" + text + "\"}", 1000);
        QVERIFY(document);
        QVERIFY(document->object.value("a"_L1).toString().startsWith(read.section(u'\uFFFD', 0, 0)));
        QCOMPARE(document->object.value("a"_L1).toString().contains(u'\uFFFD'), read.contains(u'\uFFFD'));
        QCOMPARE(document->object.value("b"_L1).toInt(), 1);
        QCOMPARE(textOf(document->json), document->object.value("a"_L1).toString());
    }

    void aMemberThatCannotBeShortenedIsLeftOut()
    {
        const QByteArray numbers = '[' + QByteArray("1,").repeated(500'000) + "1]";
        const auto document = readHookDocument(
            "{\"hook_event_name\":\"PermissionRequest\",\"tool_input\":{\"a\":1},\"tool_response\":" +
                numbers + '}',
            900'000);
        QVERIFY(document);
        QCOMPARE(document->object.keys(), (QStringList{u"hook_event_name"_s, u"tool_input"_s}));
        QVERIFY(document->json.size() < 900'000);
    }

    void manyStringsAreShortenedUntilTheyFit()
    {
        QByteArray document = "{\"hook_event_name\":\"Stop\",\"a\":[";
        for (int i = 0; i < 1000; ++i)
            document += '"' + QByteArray(4000, 'x') + "\",";
        document += "0]}";
        const QByteArray fits = shrinkToFit(document, 900'000);
        QVERIFY(fits.size() <= 900'000);
        QCOMPARE(QJsonDocument::fromJson(fits).object().value("hook_event_name"_L1).toString(), u"Stop"_s);
        QVERIFY(shrinkToFit("{\"a\":[" + QByteArray("1,").repeated(500'000) + "1]}", 900'000).isEmpty());
        QCOMPARE(shrinkToFit("{}", 900'000), "{}"_ba);
    }
};

QTEST_GUILESS_MAIN(TestDocumentIntake)
#include "test_json_truncator.moc"
