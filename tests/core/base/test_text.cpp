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
    void keepsWhatIsAPartOfACharacter_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("family") << u"\U0001F468\u200D\U0001F469\u200D\U0001F467"_s;
        QTest::newRow("profession, skin, selector") << u"\U0001F469\U0001F3FD\u200D\u2695\uFE0F"_s;
        QTest::newRow("heart on fire") << u"\u2764\uFE0F\u200D\U0001F525"_s;
        QTest::newRow("rainbow flag") << u"\U0001F3F3\uFE0F\u200D\U0001F308"_s;
        QTest::newRow("flag") << u"\U0001F1E9\U0001F1EA"_s;
        QTest::newRow("flag of Scotland")
            << u"\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F"_s;
        QTest::newRow("keycap") << u"1\uFE0F\u20E3"_s;
        QTest::newRow("text style") << u"\u2601\uFE0E"_s;
        QTest::newRow("Persian") << u"\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645"_s;
        QTest::newRow("Hindi") << u"\u0915\u094D\u200D\u0937"_s;
        QTest::newRow("Malayalam, joiner at the end") << u"\u0D28\u0D4D\u200D"_s;
        QTest::newRow("Japanese variant") << u"\u845B\U000E0100"_s;
        QTest::newRow("decomposed") << u"e\u0301"_s;
    }
    void keepsWhatIsAPartOfACharacter()
    {
        QFETCH(QString, text);
        QCOMPARE(plainLine(text), text);
        QCOMPARE(plainLine(u"a "_s + text + u" b"_s), u"a "_s + text + u" b"_s);
    }
    void dropsJoinersThatJoinNothing()
    {
        QCOMPARE(plainLine(u"pass\u200Dword\u200C to\uFE0Fken 2\uFE0F2"_s), u"password token 22"_s);
        QCOMPARE(plainLine(u"\u200D\U0001F525\u200D x\u200D\U0001F525"_s), u"\U0001F525 x\U0001F525"_s);
        QCOMPARE(plainLine(u"\u0645\u200C\u200C\u200D\u0645"_s), u"\u0645\u200C\u0645"_s);
        QCOMPARE(plainLine(u"\u2601\uFE0F\uFE0F\uFE0F"_s), u"\u2601\uFE0F"_s);
        QCOMPARE(plainLine(u"\U0001F3F4\U000E0067x \U000E0067\U000E007F"_s), u"\U0001F3F4x"_s);
        QCOMPARE(plainLine(u"a\u034Fb\u115Fc\u3164d\uFFA0e\u2800f\u00ADg"_s), u"abcdefg"_s);
        QCOMPARE(plainLine(u"\u0645\u202E\u0645\u2066\u200F"_s), u"\u0645\u0645"_s);
    }
    void neverCutsACharacterInTwo_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("family") << u"\U0001F468\u200D\U0001F469\u200D\U0001F467"_s;
        QTest::newRow("profession, skin, selector") << u"\U0001F469\U0001F3FD\u200D\u2695\uFE0F"_s;
        QTest::newRow("flag") << u"\U0001F1E9\U0001F1EA"_s;
        QTest::newRow("flag of Scotland")
            << u"\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F"_s;
        QTest::newRow("keycap") << u"1\uFE0F\u20E3"_s;
        QTest::newRow("Persian letter and joiner") << u"\u06CC\u200C"_s;
        QTest::newRow("decomposed") << u"e\u0301"_s;
        QTest::newRow("Hangul") << u"\u1112\u1161\u11AB"_s;
    }
    void neverCutsACharacterInTwo()
    {
        QFETCH(QString, text);
        for (qsizetype length = 3; length < text.size() + 3; ++length)
            QCOMPARE(elided(u"ab"_s + text + u"cd"_s, length), u"ab\u2026"_s);
        QCOMPARE(elided(u"ab"_s + text + u"cd"_s, text.size() + 3), u"ab"_s + text + u"\u2026"_s);
        QCOMPARE(elided(text.repeated(3), text.size() * 2 + 1), text.repeated(2) + u"\u2026"_s);
    }
    void cutsMarksWithoutEnd()
    {
        const QString piled = u"a"_s + QString{500, QChar{0x301}};
        QCOMPARE(elided(piled, 200).size(), 200);
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
