// SPDX-License-Identifier: MIT
// Screens of Claude Code 2.1.197 and 2.1.332 from the line of the cursor on, as tmux captures them.
#include "core/claude/status/prompt_line.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestPromptLine final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyAPromptWithNothingTypedIsEmpty_data()
    {
        QTest::addColumn<QString>("screen");
        QTest::addColumn<int>("column");
        QTest::addColumn<bool>("isEmpty");
        const QString edge =
            u"\n\x1b[0m\x1b[38;5;244m\x1b[49m──────\n\x1b[39m  \x1b[38;5;246m? for shortcuts\n"_s;
        QTest::newRow("nothing") << u"\x1b[39m❯\u00a0\x1b[7m"_s + edge << 2 << true;
        QTest::newRow("after a turn")
            << u"\x1b[39m❯\u00a0\x1b[7m \x1b[0m\x1b[39m\x1b[49m"_s + edge << 2 << true;
        QTest::newRow("the prompt alone") << u"❯"_s << 2 << true;
        QTest::newRow("a proposal") << u"❯\u00a0\x1b[7mT\x1b[0m\x1b[2mry \"fix it\"\x1b[0m"_s + edge << 2
                                    << true;
        QTest::newRow("a proposal in a window behind")
            << u"❯\u00a0\x1b[2mTry \"fix it\"\x1b[0m"_s + edge << 2 << true;
        QTest::newRow("a proposal of two lines")
            << u"❯\u00a0\x1b[7mT\x1b[0m\x1b[2mry\n  that\x1b[0m"_s + edge << 2 << true;
        QTest::newRow("a draft") << u"\x1b[39m❯\u00a0abc\x1b[7m"_s + edge << 5 << false;
        QTest::newRow("from its start")
            << u"\x1b[39m❯\u00a0\x1b[7ma\x1b[0m\x1b[39m\x1b[49mbc"_s + edge << 2 << false;
        QTest::newRow("in a window behind") << u"\x1b[39m❯\u00a0abc"_s + edge << 2 << false;
        QTest::newRow("one character") << u"\x1b[39m❯\u00a0\x1b[7ma\x1b[0m"_s + edge << 2 << false;
        QTest::newRow("behind spaces") << u"\x1b[39m❯\u00a0\x1b[7m \x1b[0m   a"_s + edge << 2 << false;
        QTest::newRow("two lines") << u"❯\u00a0\x1b[7ma\x1b[0m\x1b[39m\x1b[49mbc\n  def"_s + edge << 2
                                   << false;
        QTest::newRow("the first line is empty")
            << u"\x1b[39m❯\u00a0\x1b[7m \x1b[0m\x1b[39m\x1b[49m\n  xdef"_s + edge << 2 << false;
        QTest::newRow("two lines are empty") << u"❯\u00a0\x1b[7m \x1b[0m\n\n  x"_s + edge << 2 << false;
        QTest::newRow("in its second line") << u"  \x1b[7md\x1b[0mef"_s + edge << 2 << false;
        QTest::newRow("a color is not faint") << u"❯\u00a0\x1b[38;5;2mabc"_s + edge << 2 << false;
        QTest::newRow("a shell's prompt") << u"!\u00a0\x1b[7m \x1b[0m"_s + edge << 2 << false;
        QTest::newRow("another column") << u"❯\u00a0"_s + edge << 4 << false;
        QTest::newRow("nothing at all") << QString{} << 2 << false;
    }
    void onlyAPromptWithNothingTypedIsEmpty()
    {
        QFETCH(QString, screen);
        QFETCH(int, column);
        QFETCH(bool, isEmpty);
        QCOMPARE(isEmptyPrompt(styledLines(screen), column), isEmpty);
    }
};

QTEST_GUILESS_MAIN(TestPromptLine)
#include "test_prompt_line.moc"
