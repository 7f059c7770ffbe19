// SPDX-License-Identifier: MIT
#include "app/windows/entry_text.h"
#include "core/base/phone_number.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestEntryText final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsANumberTheWayPeopleWriteIt_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("number");
        QTest::newRow("plain") << u"+14155550123"_s << u"+14155550123"_s;
        QTest::newRow("us") << u" +1 (415) 555-0123 "_s << u"+14155550123"_s;
        QTest::newRow("dots and slash") << u"+49.170/123.45.67"_s << u"+491701234567"_s;
        QTest::newRow("00") << u"0049 170 1234567"_s << u"+491701234567"_s;
        QTest::newRow("trunk zero") << u"+49 (0)170 1234567"_s << u"+491701234567"_s;
        QTest::newRow("trunk zero after 00") << u"0044 (0) 20 7946 0958"_s << u"+442079460958"_s;
        QTest::newRow("no-break space, en dash") << u"+33\u00a06\u20131234 5678"_s << u"+33612345678"_s;
        QTest::newRow("address book's direction marks") << u"\u202a+41791234567\u202c"_s << u"+41791234567"_s;
        QTest::newRow("full-width") << u"\uff0b\uff18\uff11 90 1234 5678"_s << u"+819012345678"_s;
        QTest::newRow("arabic digits")
            << u"+\u0661\u0664\u0661\u0665\u0665\u0665\u0665\u0660\u0661\u0662\u0663"_s << u"+14155550123"_s;
    }
    void readsANumberTheWayPeopleWriteIt()
    {
        QFETCH(QString, typed);
        QFETCH(QString, number);
        QCOMPARE(normalizedNumber(typed), number);
        QVERIFY(phoneFault(typed) == PhoneFault::None);
    }
    void saysWhatKeepsANumberFromBeingOne_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<int>("fault");
        const auto row = [](const char* name, const QString& typed, PhoneFault fault) {
            QTest::newRow(name) << typed << static_cast<int>(fault);
        };
        row("nothing", {}, PhoneFault::Empty);
        row("blank", u"  "_s, PhoneFault::Empty);
        row("plus alone", u"+"_s, PhoneFault::TooShort);
        row("on the way", u"+1 415"_s, PhoneFault::TooShort);
        row("zero may become 00", u"0"_s, PhoneFault::TooShort);
        row("00 on the way", u"004"_s, PhoneFault::TooShort);
        row("national", u"0170 1234567"_s, PhoneFault::NoCountryCode);
        row("no plus", u"4155550123"_s, PhoneFault::NoCountryCode);
        row("plus zero", u"+0170 1234567"_s, PhoneFault::NoCountryCode);
        row("three zeros", u"000123456789"_s, PhoneFault::NoCountryCode);
        row("letter", u"+1415555o123"_s, PhoneFault::NotADigit);
        row("two plus", u"+1+4155550123"_s, PhoneFault::NotADigit);
        row("emoji", u"+1415555\U0001F514123"_s, PhoneFault::NotADigit);
        row("too long", u"+1234567890123456"_s, PhoneFault::TooLong);
    }
    void saysWhatKeepsANumberFromBeingOne()
    {
        QFETCH(QString, typed);
        QFETCH(int, fault);
        QCOMPARE(static_cast<int>(phoneFault(typed)), fault);
    }
    void findsTheCodeInWhatWasTypedOrPasted_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("code");
        QTest::newRow("plain") << u"123456"_s << u"123456"_s;
        QTest::newRow("space") << u" 123 456\n"_s << u"123456"_s;
        QTest::newRow("dash") << u"123-456"_s << u"123456"_s;
        QTest::newRow("spread") << u"1 2 3 4 5 6"_s << u"123456"_s;
        QTest::newRow("whole text") << u"Your code for 2 things is 048 213. Valid 10 minutes."_s
                                    << u"048213"_s;
        QTest::newRow("on the way") << u"12a3"_s << u"123"_s;
        QTest::newRow("one too many") << u"1234567"_s << u"123456"_s;
        QTest::newRow("other digits") << u"\u0661\u0662\u0663\u0664\u0665\u0666"_s << u"123456"_s;
        QTest::newRow("nothing") << u"abc"_s << QString{};
    }
    void findsTheCodeInWhatWasTypedOrPasted()
    {
        QFETCH(QString, typed);
        QFETCH(QString, code);
        QCOMPARE(codeDigits(typed), code);
    }
};

QTEST_GUILESS_MAIN(TestEntryText)
#include "test_entry_text.moc"
