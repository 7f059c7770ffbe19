// SPDX-License-Identifier: MIT
#include "core/base/expected.h"
#include "core/base/text.h"
#include "tests/support/nasty_text.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestText final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void foldsWhiteSpaceAndDropsControlAndBidiCharacters()
    {
        QCOMPARE(plainLine(u"  a\n\tb\x1b[31m \x202e"
                           "c\x2066"
                           "d\xfeff "_s),
                 u"a b[31m cd"_s);
    }
    void makesNastyTextPlain()
    {
        for (const QString& text : test::nastyTexts())
            QVERIFY2(test::isPlain(plainLine(text)), qPrintable(text));
        QCOMPARE(plainLine(u"Zoë, 日本語 \U0001F514 ñ"_s), u"Zoë, 日本語 \U0001F514 ñ"_s);
        QCOMPARE(plainLine(u"a\U000E0041b\xD83D"
                           "c"_s),
                 u"abc"_s);
    }
    void cutsToTheLengthWithAnEllipsis()
    {
        QCOMPARE(elided(u"abcdef"_s, 6), u"abcdef"_s);
        QCOMPARE(elided(u"abcdefg"_s, 6), u"abcde\u2026"_s);
    }
    void neverCutsASurrogatePairInTwo() { QCOMPARE(elided(u"ab\U0001F514cd"_s, 4), u"ab\u2026"_s); }
    void knowsE164_data()
    {
        QTest::addColumn<QString>("number");
        QTest::addColumn<bool>("valid");
        QTest::newRow("us") << u"+14155550123"_s << true;
        QTest::newRow("shortest") << u"+12345678"_s << true;
        QTest::newRow("longest") << u"+123456789012345"_s << true;
        QTest::newRow("too short") << u"+1234567"_s << false;
        QTest::newRow("too long") << u"+1234567890123456"_s << false;
        QTest::newRow("no plus") << u"14155550123"_s << false;
        QTest::newRow("leading zero") << u"+04155550123"_s << false;
        QTest::newRow("letter") << u"+1415555o123"_s << false;
        QTest::newRow("other digits") << u"+\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668"_s << false;
        QTest::newRow("empty") << QString{} << false;
    }
    void knowsE164()
    {
        QFETCH(QString, number);
        QFETCH(bool, valid);
        QCOMPARE(isE164(number), valid);
    }
    void expectedHoldsAValueOrAnError()
    {
        const Expected<int, QString> good{7};
        const Expected<int, QString> bad{Unexpected{u"no"_s}};
        QVERIFY(good);
        QCOMPARE(*good, 7);
        QVERIFY(!bad);
        QCOMPARE(bad.error(), u"no"_s);
    }
};

QTEST_GUILESS_MAIN(TestText)
#include "test_text.moc"
