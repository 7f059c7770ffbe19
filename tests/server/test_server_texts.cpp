// SPDX-License-Identifier: MIT
#include "server/base/time_text.h"
#include "server/domain/phone.h"
#include "server/domain/phone_rules.h"
#include "server/domain/sms_size.h"
#include "server/domain/sms_text.h"
#include "server/domain/text.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tocsin::server;
using namespace std::chrono_literals;

namespace {

/// The corpus is the app's, too.
QJsonObject redactionCorpus()
{
    QFile file{QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/redaction-corpus.json")};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll().replace("\u00a6", "")).object();
}

QString afterRedaction(const QString& text)
{
    return QString::fromStdString(toUtf8(redacted(fromUtf8(text.toStdString()))));
}

} // namespace

class TestServerTexts final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void masksANumberToItsCountryAndLastFour_data()
    {
        QTest::addColumn<QString>("number");
        QTest::addColumn<QString>("masked");
        QTest::newRow("one digit") << "+14155550123"
                                   << "+1***0123";
        QTest::newRow("one digit, 7") << "+79161234567"
                                      << "+7***4567";
        QTest::newRow("two digits") << "+4915112345678"
                                    << "+49***5678";
        QTest::newRow("two digits, France") << "+33612345678"
                                            << "+33***5678";
        QTest::newRow("three digits") << "+353871234567"
                                      << "+353***4567";
        QTest::newRow("three digits, 2xx") << "+2348012345678"
                                           << "+234***5678";
        QTest::newRow("three digits, 9xx") << "+972501234567"
                                           << "+972***4567";
        QTest::newRow("the shortest") << "+35312345"
                                      << "+353***2345";
        QTest::newRow("no number") << "4155550123"
                                   << "***";
    }
    void masksANumberToItsCountryAndLastFour()
    {
        QFETCH(QString, number);
        QFETCH(QString, masked);
        QCOMPARE(QString::fromStdString(maskedPhone(number.toStdString())), masked);
    }
    void knowsE164()
    {
        for (const char* const good : {"+14155550123", "+35312345", "+123456789012345"})
            QVERIFY2(isE164(good), good);
        for (const char* const bad : {"", "+", "14155550123", "+04155550123", "+1415555", "+1234567890123456",
                                      "+1415555o123", "+1 4155550123", "++14155550123"})
            QVERIFY2(!isE164(bad), bad);
    }
    void knowsNumbersThatCannotBeTexted()
    {
        for (const char* const good : {"+14155550123", "+4915112345678", "+353871234567", "+33612345678"})
            QVERIFY2(numberKind(good) == NumberKind::Ordinary, good);
        // Newer than the tables: area codes of 2023 to 2025.
        for (const char* const fresh :
             {"+17385550123", "+16455550123", "+13635550123", "+13295550123", "+19425550123"})
            QVERIFY2(numberKind(fresh) == NumberKind::Ordinary, fresh);
        for (const char* const none :
             {"+15550001234", "+999123456789", "+14150550123", "+1415555012", "+491"})
            QVERIFY2(numberKind(none) == NumberKind::NotAssigned, none);
        for (const char* const dear : {"+19005551234", "+448712345678", "+33892123456"})
            QVERIFY2(numberKind(dear) == NumberKind::CostsExtra, dear);
    }
    void knowsTheCountryOfANumber()
    {
        QCOMPARE(countryOf("+14155550123"), std::string{"US"});
        QCOMPARE(countryOf("+14165550123"), std::string{"CA"});
        QCOMPARE(countryOf("+883510012345678"), std::string{"883"});
        QVERIFY(inCountries({"US"}, "+14155550123") && !inCountries({"US"}, "+14165550123"));
        QVERIFY(inCountries({"1"}, "+14165550123"));
        QVERIFY(inCountries({"US"}, "+17385550123") &&
                !inCountries({"DE"}, "+17385550123")); // whose it is, is not known
        for (const char* const written : {"+447911123456", "+4407911123456"})
            QCOMPARE(canonicalNumber(written).value(), std::string{"+447911123456"});
        QCOMPARE(canonicalNumber("+390612345678").value(),
                 std::string{"+390612345678"}); // Italy dials its 0 from abroad
        QVERIFY(!canonicalNumber("+999123456789"));
        QVERIFY((readCountries("us,DE,44") == std::set<std::string>{"US", "DE", "44"}));
        for (const char* const bad : {"", "US,,DE", "XX", "USA", "0", "1000", "4x", " US"})
            QVERIFY2(!readCountries(bad), bad);
    }
    void readsTimes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("milliseconds"); // -1: not a time
        QTest::newRow("epoch") << "1970-01-01T00:00:00Z" << qint64{0};
        QTest::newRow("fraction") << "1970-01-01T00:00:01.2509Z" << qint64{1250};
        QTest::newRow("east") << "1970-01-01T02:00:00+02:00" << qint64{0};
        QTest::newRow("west") << "1969-12-31T18:30:00-0530" << qint64{0};
        QTest::newRow("leap day") << "2024-02-29T00:00:00Z" << qint64{1709164800000};
        for (const char* const bad :
             {"", "now", "2026-02-01", "2026-02-01T15:30:00", "2026-02-30T00:00:00Z", "2026-13-01T00:00:00Z",
              "2026-02-01T24:00:00Z", "2026-02-01T15:60:00Z", "2026-02-01T15:30:00Zx", "2026-02-01 15:30:00Z",
              "2026-02-01T15:30Z", "2026-02-01T15:30:00.Z", "26-02-01T15:30:00Z", "2026-02-01T15:30:00+1"})
            QTest::newRow(bad) << bad << qint64{-1};
    }
    void readsTimes()
    {
        QFETCH(QString, text);
        QFETCH(qint64, milliseconds);
        const auto when = parseIsoTime(text.toStdString());
        QCOMPARE(when.has_value(), milliseconds >= 0);
        if (when)
            QCOMPARE(qint64{when->time_since_epoch().count()}, milliseconds);
    }
    void writesTimesAsItReadsThem()
    {
        QCOMPARE(isoTime(Instant{1709164801999ms}), std::string{"2024-02-29T00:00:01Z"});
    }

    void saysEachKindInTheContractsWords_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("line");
        const auto row = [](const char* type, const char* kind, const char* message, const char* line) {
            const QByteArray name = QByteArray{type} + ", " + kind + ", " + message;
            QTest::newRow(name.constData())
                << QString{QLatin1String{type}} << QString{QLatin1String{kind}}
                << QString{QLatin1String{message}} << QString{QLatin1String{line}};
        };
        row("error", "tool", "disk full", "Error: disk full");
        row("error", "tool", "", "Error: no details were given");
        row("error", "", "disk full", "Error: disk full");
        row("error", "", "", "Error: no details were given");
        row("error", "api", "Rate limit reached", "Stopped: Rate limit reached");
        row("error", "api", "", "Stopped");
        row("error", "lost", "Claude Code ended unexpectedly", "Stopped: Claude Code ended unexpectedly");
        row("error", "lost", "", "Stopped");
        row("done", "done", "The tests pass now.", "Finished: The tests pass now.");
        row("done", "done", "12 minutes", "Finished: 12 minutes");
        row("done", "done", "", "Finished");
        row("done", "", " \n ", "Finished");
        row("waiting", "permission", "Bash ls", "Needs permission: Bash ls");
        row("waiting", "permission", "", "Needs permission");
        row("waiting", "question", "Why?", "Has a question: Why?");
        row("waiting", "question", "", "Has a question");
        row("waiting", "message", "The build is slow", "Message: The build is slow");
        row("waiting", "message", "", "Sent you a message");
        row("waiting", "limit_over", "Claude can go on", "Usage limit reset: Claude can go on");
        row("waiting", "limit_over", "", "Usage limit reset");
        row("waiting", "idle", "anything", "Waiting for input");
        row("waiting", "idle", "", "Waiting for input");
        row("waiting", "", "anything", "Waiting for input");
        row("waiting", "inactive", "10 minutes", "No activity for 10 minutes");
        row("waiting", "inactive", "1 hour\n", "No activity for 1 hour");
        row("waiting", "inactive", "", "No activity");
    }
    void saysEachKindInTheContractsWords()
    {
        QFETCH(QString, type);
        QFETCH(QString, kind);
        QFETCH(QString, message);
        QFETCH(QString, line);
        const EventType event = *eventTypeFromName(type.toStdString());
        const QString text = QString::fromStdString(
            eventSms(event, eventKind(event, kind.toStdString()), "shop", message.toStdString()));
        const QString mark = QString::fromUtf8(event == EventType::Error  ? "\u26a0\ufe0f"
                                               : event == EventType::Done ? "\u2705"
                                                                          : "\u23f3");
        QCOMPARE(text, mark + QStringLiteral(" Claude: \"shop\"\n") + line +
                           QStringLiteral("\n\nReply STOP to disable"));
    }
    void aUsualTextIsOneSegmentWithoutItsMark_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("said"); // empty: as UCS-2, with the mark
        QTest::newRow("plain") << "Bash npm publish"
                               << "Bash npm publish";
        QTest::newRow("fine print") << QString::fromUtf8("\u201cA\u201d \u2013 it\u2019s B\u2026")
                                    << "\"A\" - it's B...";
        QTest::newRow("umlauts") << QString::fromUtf8("f\u00fcr \u00c4pfel")
                                 << QString::fromUtf8("f\u00fcr \u00c4pfel");
        QTest::newRow("another alphabet") << QString::fromUtf8("\u041f\u0440\u0438\u0432\u0435\u0442") << "";
        QTest::newRow("a picture") << QString::fromUtf8("\U0001F514") << "";
    }
    void aUsualTextIsOneSegmentWithoutItsMark()
    {
        QFETCH(QString, message);
        QFETCH(QString, said);
        const std::string text =
            eventSms(EventType::Waiting, "permission", "shop", message.toStdString(), SmsMarks::Auto);
        const SmsSize size = smsSize(fromUtf8(text));
        QCOMPARE(size.alphabet == SmsAlphabet::Gsm7, !said.isEmpty());
        if (said.isEmpty())
            QVERIFY(text.starts_with("\u23f3 Claude: "));
        else
            QCOMPARE(QString::fromStdString(text), QStringLiteral("Claude: \"shop\"\nNeeds permission: ") +
                                                       said + QStringLiteral("\n\nReply STOP to disable"));
    }
    void aLongTextIsCutToOneSegment()
    {
        for (const char letter : {'x', '['}) { // one septet, and two
            for (int length = 0; length < 400; length += 7) {
                const std::string words(static_cast<size_t>(length), letter);
                for (const std::string& name : {std::string{"shop"}, std::string(100, letter)}) {
                    const std::string text = eventSms(EventType::Error, "api", name, words, SmsMarks::Auto);
                    const SmsSize size = smsSize(fromUtf8(text));
                    QCOMPARE(size.segments, size_t{1});
                    QVERIFY(size.units >= 155 || text.find("...") == std::string::npos); // and wastes little
                    QVERIFY(text.ends_with("\n\nReply STOP to disable"));
                }
            }
        }
    }
    void saysThatAHostIsSilent()
    {
        const auto said = [](const char* host) {
            return eventSms(EventType::Waiting, NoContactKind, "shop", host);
        };
        QVERIFY(said("desk").find("\"\nNo contact with desk\n\n") != std::string::npos);
        QVERIFY(said("").find("\"\nNo contact with your computer\n\n") != std::string::npos);
    }
    void countsSegments_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("gsm");
        QTest::addColumn<int>("units");
        QTest::addColumn<int>("segments");
        const auto row = [](const char* name, const QString& text, bool gsm, int units, int segments) {
            QTest::newRow(name) << text << gsm << units << segments;
        };
        const QString x{QStringLiteral("x")};
        const QString bell{QString::fromUtf8("\U0001F514")};
        row("nothing", {}, true, 0, 0);
        row("one full segment", x.repeated(160), true, 160, 1);
        row("one more", x.repeated(161), true, 161, 2);
        row("two full segments", x.repeated(306), true, 306, 2);
        row("three full segments", x.repeated(459), true, 459, 3);
        row("four", x.repeated(460), true, 460, 4);
        row("the whole alphabet",
            QString::fromUtf8(
                "@\u00a3$\u00a5\u00e8\u00e9\u00f9\u00ec\u00f2\u00c7\n\u00d8\u00f8\r\u00c5\u00e5\u0394_"
                "\u03a6\u0393\u039b\u03a9\u03a0\u03a8\u03a3\u0398\u039e\u00c6\u00e6\u00df\u00c9 "
                "!\"#\u00a4%&'()*+,-./0123456789:;<=>?\u00a1AZ\u00c4\u00d6\u00d1\u00dc\u00a7\u00bfaz"
                "\u00e4\u00f6\u00f1\u00fc\u00e0"),
            true, 79, 1);
        row("the extension counts two", QString::fromUtf8("\f^{}\\[~]|\u20ac"), true, 20, 1);
        row("80 of the extension", QStringLiteral("[").repeated(80), true, 160, 1);
        row("an escape is not divided", x.repeated(152) + QStringLiteral("[") + x.repeated(152), true, 306,
            3);
        row("not in the alphabet", QString::fromUtf8("\u00e7"), false, 1, 1);
        row("a backtick", QStringLiteral("`"), false, 1, 1);
        row("70 units", QString::fromUtf8("\u0436").repeated(70), false, 70, 1);
        row("71 units", QString::fromUtf8("\u0436").repeated(71), false, 71, 2);
        row("134 units", QString::fromUtf8("\u0436").repeated(134), false, 134, 2);
        row("135 units", QString::fromUtf8("\u0436").repeated(135), false, 135, 3);
        row("35 pairs", bell.repeated(35), false, 70, 1);
        row("66 pairs", bell.repeated(66), false, 132, 2);
        row("67 pairs: none is divided", bell.repeated(67), false, 134, 3);
    }
    void countsSegments()
    {
        QFETCH(QString, text);
        QFETCH(bool, gsm);
        QFETCH(int, units);
        QFETCH(int, segments);
        const SmsSize size = smsSize(fromUtf8(text.toStdString()));
        QCOMPARE(size.alphabet == SmsAlphabet::Gsm7, gsm);
        QCOMPARE(static_cast<int>(size.units), units);
        QCOMPARE(static_cast<int>(size.segments), segments);
    }
    void thePairingTextIsOneSegment()
    {
        const SmsSize size = smsSize(fromUtf8(pairingSms("123456")));
        QVERIFY(size.alphabet == SmsAlphabet::Gsm7);
        QCOMPARE(size.segments, size_t{1});
    }
    void fitsThreeSegmentsWhereverPairsFall()
    {
        for (int before = 0; before < 100; ++before) {
            const QString name = QStringLiteral("x").repeated(before);
            for (const QString& words : {QString::fromUtf8("\U0001F514").repeated(200),
                                         QString::fromUtf8("x\U0001F514").repeated(200)}) {
                const std::string text =
                    eventSms(EventType::Error, "api", name.toStdString(), words.toStdString());
                QVERIFY2(smsSize(fromUtf8(text)).segments == 3, qPrintable(QString::number(before)));
                QVERIFY(QString::fromStdString(text).isValidUtf16());
            }
        }
    }
    void fitsThreeSegmentsWhateverComes_data()
    {
        QTest::addColumn<int>("name");
        QTest::addColumn<int>("message");
        QTest::newRow("long message") << 20 << 500;
        QTest::newRow("both long") << 100 << 500;
        QTest::newRow("long name") << 100 << 5;
        QTest::newRow("name too long for any") << 4000 << 0;
    }
    void fitsThreeSegmentsWhateverComes()
    {
        QFETCH(int, name);
        QFETCH(int, message);
        const auto check = [&](EventType type, const char* kind, const char* letter, const char* words) {
            const std::string text =
                eventSms(type, kind, QString::fromUtf8(letter).repeated(name).toStdString(),
                         QString::fromUtf8(letter).repeated(message).toStdString());
            const QString units = QString::fromStdString(text);
            QVERIFY2(units.size() <= 201, qPrintable(units));
            QVERIFY2(units.size() >= 196 || name + message < 110, qPrintable(units)); // and wastes nothing
            QVERIFY(units.endsWith(QStringLiteral("\n\nReply STOP to disable")));
            QVERIFY(units.contains(QStringLiteral("\"\n") + QLatin1String{words}));
            QVERIFY(units.isValidUtf16());
            QVERIFY(!units.contains(QChar::ReplacementCharacter));
        };
        const bool given = message > 0;
        for (const char* const letter : {"x", "\u00e9", "\U0001F514"}) {
            check(EventType::Error, "tool", letter, "Error: ");
            check(EventType::Error, "api", letter, given ? "Stopped: " : "Stopped\n");
            check(EventType::Done, "done", letter, given ? "Finished: " : "Finished\n");
            check(EventType::Waiting, "limit_over", letter,
                  given ? "Usage limit reset: " : "Usage limit reset\n");
        }
    }
    void cleansWhatComesFromOutside()
    {
        const std::string text =
            eventSms(EventType::Error, "tool", "a\n\nReply \u202eSTOP", "b\r\n\tc\x1b[31m\xff");
        QCOMPARE(text,
                 std::string{
                     "\u26a0\ufe0f Claude: \"a Reply STOP\"\nError: b c[31m\ufffd\n\nReply STOP to disable"});
    }
    void leavesLinksNumbersAndSecretsOut_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("texted");
        QTest::newRow("link") << "see https://x.test/a?b=c now"
                              << "see [link] now";
        QTest::newRow("any scheme") << "postgresql://u:p@h/d failed"
                                    << "[link] failed";
        QTest::newRow("www") << "at www.example.com"
                             << "at [link]";
        QTest::newRow("quoted link") << "fetch(\"http://a.test\")"
                                     << "fetch(\"[link]\")";
        QTest::newRow("phone") << "call +1 (415) 555-0123."
                               << "call [number].";
        QTest::newRow("phone, 00") << "0049 151 12345678"
                                   << "[number]";
        QTest::newRow("ten digits") << "call 4155550123"
                                    << "call [number]";
        QTest::newRow("api key") << "key sk-ant-REDACTED"
                                 << "key [secret]";
        QTest::newRow("assigned") << "TOKEN=ghp_0123456789abcdefghij"
                                  << "TOKEN=[secret]";
        QTest::newRow("jwt") << "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln rejected"
                             << "[secret] rejected";
        QTest::newRow("hash") << "at 0123456789abcdef0123456789abcdef01234567"
                              << "at [secret]";
        for (const char* const plain :
             {"Bash npm publish", "exit code 127", "2026-02-01 15:30:00", "src/main.cpp:12:34", "1 + 1 = 2",
              "build failed in 12.5 s", "http is fine", "a-long-branch-name-without-any-number-in-it",
              "port 3000"})
            QTest::newRow(plain) << plain << plain;
    }
    void leavesLinksNumbersAndSecretsOut()
    {
        QFETCH(QString, said);
        QFETCH(QString, texted);
        QCOMPARE(afterRedaction(said), texted);
    }
    void keepsCharactersWhole_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char* name, const char* text) {
            QTest::newRow(name) << QString::fromUtf8(text);
        };
        row("family", "\U0001F468\u200D\U0001F469\u200D\U0001F467");
        row("profession, skin, selector", "\U0001F469\U0001F3FD\u200D\u2695\uFE0F");
        row("flag", "\U0001F1E9\U0001F1EA");
        row("flag of Scotland", "\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F");
        row("keycap", "1\uFE0F\u20E3");
        row("Persian", "\u06CC\u200C");
        row("Hindi", "\u0915\u094D\u200D");
        row("decomposed", "e\u0301");
    }
    void keepsCharactersWhole()
    {
        QFETCH(QString, text);
        const auto points = [](const QString& words) { return fromUtf8(words.toStdString()); };
        const QString all = QStringLiteral("ab") + text + QStringLiteral("cd");
        QVERIFY(plainLine(points(all)) == points(all));
        for (qsizetype units = 3; units < text.size() + 3; ++units)
            QVERIFY(elided(points(all), static_cast<size_t>(units)) == U"ab\u2026");
        QVERIFY(elided(points(all), static_cast<size_t>(text.size() + 3)) ==
                points(QStringLiteral("ab") + text + QStringLiteral("\u2026")));
    }
    void dropsJoinersThatJoinNothing()
    {
        QVERIFY(plainLine(U"pass\u200Dword\u200C to\uFE0Fken 2\uFE0F2") == U"password token 22");
        QVERIFY(plainLine(U"\u200D\U0001F525\u200D x\u200D\U0001F525") == U"\U0001F525 x\U0001F525");
        QVERIFY(plainLine(U"\U0001F3F4\U000E0067x \U000E0067\U000E007F") == U"\U0001F3F4x");
        QVERIFY(plainLine(U"a\u034Fb\u115Fc\u3164d\uFFA0e\u00ADf") == U"abcdef");
        QVERIFY(plainLine(U"a \u200D \uFE0Fb") == U"a b");
        QVERIFY(elided(U"a" + std::u32string(500, U'\u0301'), 100).size() == 100);
    }
    void leavesNamesReadable()
    {
        for (const QJsonValue row : redactionCorpus().value(QStringLiteral("readable")).toArray())
            QCOMPARE(afterRedaction(row.toString()), row.toString());
    }
    void masksTheCorpusSecrets()
    {
        const QJsonObject corpus = redactionCorpus();
        QJsonArray rows = corpus.value(QStringLiteral("secret")).toArray();
        for (const QJsonValue row : corpus.value(QStringLiteral("links")).toArray())
            rows.append(row);
        QVERIFY(rows.size() > 90);
        for (const QJsonValue row : rows) {
            const QString clean = afterRedaction(row[QStringLiteral("text")].toString());
            QVERIFY2(!clean.contains(row[QStringLiteral("secret")].toString()), qPrintable(clean));
            QVERIFY2(clean.contains(row[QStringLiteral("keeps")].toString()), qPrintable(clean));
            QCOMPARE(afterRedaction(clean), clean);
        }
    }
    void bearsWhatAnybodyMaySend()
    {
        for (const char* const part :
             {"a1B2", "password=", "-p ", "a-", "1 ", "x:", "://", "\"", "mysql ", "\u00e9"})
            QVERIFY(!afterRedaction(QString::fromUtf8(part).repeated(250)).isEmpty());
    }
    void mendsWhatIsNotUtf8()
    {
        QCOMPARE(toUtf8(fromUtf8("a\xc0\xaf"
                                 "b\xed\xa0\x80"
                                 "c\xf5")),
                 std::string{"a\ufffd\ufffdb\ufffd\ufffd\ufffdc\ufffd"});
        const std::string good{"z\u00df\u6c34\U0001F514"};
        QCOMPARE(toUtf8(fromUtf8(good)), good);
    }
    void countsAKindOnlyIfTheContractHasIt()
    {
        QCOMPARE(eventKind(EventType::Waiting, ""), std::string{"idle"});
        QCOMPARE(eventKind(EventType::Waiting, "tool"), std::string{"idle"});
        QCOMPARE(eventKind(EventType::Waiting, NoContactKind), std::string{"idle"}); // the server's own
        for (const char* const kind :
             {"permission", "question", "message", "limit_over", "idle", "inactive"}) {
            QCOMPARE(eventKind(EventType::Waiting, kind), std::string{kind});
            QCOMPARE(eventKind(EventType::Error, kind), std::string{"error"});
            QCOMPARE(eventKind(EventType::Done, kind), std::string{"done"});
        }
        QCOMPARE(eventKind(EventType::Error, "made up"), std::string{"error"});
        QCOMPARE(eventKind(EventType::Error, "lost"), std::string{"lost"});
        QCOMPARE(eventKind(EventType::Done, "lost"), std::string{"done"});
    }
};

QTEST_GUILESS_MAIN(TestServerTexts)
#include "test_server_texts.moc"
