// SPDX-License-Identifier: MIT
#include "server/base/time_text.h"
#include "server/domain/phone.h"
#include "server/domain/phone_rules.h"
#include "server/domain/sms_text.h"
#include "server/domain/text.h"

#include <QTest>

using namespace tocsin::server;
using namespace std::chrono_literals;

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
        for (const char* const none : {"+15550001234", "+999123456789", "+4912345678", "+14150550123"})
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

    void saysEachKindInTheContractsWords()
    {
        const auto second = [](EventType type, const char* kind, const char* message) {
            const std::string all = eventSms(type, kind, "shop", message);
            const size_t line = all.find('\n') + 1;
            return all.substr(line, all.find('\n', line) - line);
        };
        QCOMPARE(second(EventType::Error, "api", "rate limit"), std::string{"Error: rate limit"});
        QCOMPARE(second(EventType::Error, "api", ""), std::string{"Error: no details were given"});
        QCOMPARE(second(EventType::Done, "done", "anything"), std::string{"Completed successfully!"});
        QCOMPARE(second(EventType::Waiting, "idle", "anything"),
                 std::string{"Waiting for input (idle detected)"});
        QCOMPARE(second(EventType::Waiting, "permission", "Bash ls"),
                 std::string{"Needs permission: Bash ls"});
        QCOMPARE(second(EventType::Waiting, "question", "Why?"), std::string{"Asks: Why?"});
        QCOMPARE(second(EventType::Waiting, "inactive", "x"),
                 std::string{"No sign of activity for 10 minutes"});
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
        for (const char* const letter : {"x", "\u00e9", "\U0001F514"}) {
            const std::string text =
                eventSms(EventType::Error, "api", QString::fromUtf8(letter).repeated(name).toStdString(),
                         QString::fromUtf8(letter).repeated(message).toStdString());
            const QString units = QString::fromStdString(text);
            QVERIFY2(units.size() <= 201, qPrintable(units));
            QVERIFY2(units.size() >= 198 || name + message < 110, qPrintable(units)); // and wastes nothing
            QVERIFY(units.endsWith(QStringLiteral("\n\nReply STOP to disable")));
            QVERIFY(units.contains(QStringLiteral("\"\nError: ")));
            QVERIFY(units.isValidUtf16());
            QVERIFY(!units.contains(QChar::ReplacementCharacter));
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
        QCOMPARE(QString::fromStdString(toUtf8(redacted(fromUtf8(said.toStdString())))), texted);
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
        QCOMPARE(eventKind(EventType::Error, "made up"), std::string{"error"});
        QCOMPARE(eventKind(EventType::Error, "lost"), std::string{"lost"});
        QCOMPARE(eventKind(EventType::Done, "lost"), std::string{"done"});
    }
};

QTEST_GUILESS_MAIN(TestServerTexts)
#include "test_server_texts.moc"
