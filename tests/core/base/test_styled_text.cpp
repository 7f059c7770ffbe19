// SPDX-License-Identifier: MIT
#include "core/base/styled_text.h"

#include <QStringList>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

/// A line with <faint> and [inverse] characters in brackets.
QString told(const StyledLine& line)
{
    QString text;
    for (const StyledChar& one : line) {
        text += one.isFaint ? u"<"_s : QString{};
        text += one.isInverse ? u'[' + QString{one.c} + u']' : QString{one.c};
        text += one.isFaint ? u">"_s : QString{};
    }
    return text;
}

} // namespace

class TestStyledText final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stylesAreReadAndTheRestIsSkipped_data()
    {
        QTest::addColumn<QString>("screen");
        QTest::addColumn<QStringList>("lines");
        QTest::newRow("plain") << u"ab\ncd"_s << QStringList{u"ab"_s, u"cd"_s};
        QTest::newRow("line ends") << u"a\r\nb\rc\n\nd"_s
                                   << QStringList{u"a"_s, u"b"_s, u"c"_s, QString{}, u"d"_s};
        QTest::newRow("faint") << u"a\x1b[2mb\x1b[22mc"_s << QStringList{u"a<b>c"_s};
        QTest::newRow("inverse") << u"\x1b[7ma\x1b[27mb"_s << QStringList{u"[a]b"_s};
        QTest::newRow("both") << u"\x1b[0;2;7ma\x1b[mb\x1b[7;2mc\x1b[0md"_s << QStringList{u"<[a]>b<[c]>d"_s};
        QTest::newRow("through lines") << u"\x1b[2ma\nb\x1b[0m"_s << QStringList{u"<a>"_s, u"<b>"_s};
        QTest::newRow("colors") << u"\x1b[38;5;2ma\x1b[48;2;7;7;2mb\x1b[38:2::7:7:2mc\x1b[58;5;7md"_s
                                << QStringList{u"abcd"_s};
        QTest::newRow("a color, then faint") << u"\x1b[38;5;246;2ma"_s << QStringList{u"<a>"_s};
        QTest::newRow("others")
            << u"\x1b(B\x1b[K\x1b[?25h\x1b[>4;2m\x1b[5;5Ha\x1b]8;;http://x\x1b\\b\x1b]8;;\x07\x0e"
               "c\x0f\x1b[?12h"_s
            << QStringList{u"abc"_s};
        QTest::newRow("an unfinished one") << u"a\x1b"_s << QStringList{u"a"_s};
    }
    void stylesAreReadAndTheRestIsSkipped()
    {
        QFETCH(QString, screen);
        QFETCH(QStringList, lines);
        QStringList seen;
        for (const StyledLine& line : styledLines(screen))
            seen.append(told(line));
        QCOMPARE(seen, lines);
    }
};

QTEST_GUILESS_MAIN(TestStyledText)
#include "test_styled_text.moc"
