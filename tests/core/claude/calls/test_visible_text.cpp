// SPDX-License-Identifier: MIT
#include "core/claude/calls/visible_text.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tocsin;

class TestVisibleText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordinaryTextStaysAsItIs()
    {
        for (const QString& text : {u"ls -la\n\tcd ü"_s, u"日本語 العربية 🙂"_s, u""_s}) {
            QVERIFY(!hidesSomething(text));
            QCOMPARE(visibleText(text), text);
        }
    }

    void whatCannotBeSeenIsNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("shown");
        QTest::newRow("turns the direction") << u"a\u202eb"_s << u"a⟨U+202E⟩b"_s;
        QTest::newRow("isolates") << u"\u2066x"_s << u"⟨U+2066⟩x"_s;
        QTest::newRow("no width") << u"r\u200bm"_s << u"r⟨U+200B⟩m"_s;
        QTest::newRow("carriage return") << u"a\rb"_s << u"a⟨U+000D⟩b"_s;
        QTest::newRow("escape") << u"\u001b[2K"_s << u"⟨U+001B⟩[2K"_s;
        QTest::newRow("no-break space") << u"a\u00a0b"_s << u"a⟨U+00A0⟩b"_s;
        QTest::newRow("byte order mark") << u"\ufeffls"_s << u"⟨U+FEFF⟩ls"_s;
        QTest::newRow("tag") << u"a\U000e0041"_s << u"a⟨U+E0041⟩"_s;
        QTest::newRow("filler") << u"\u3164"_s << u"⟨U+3164⟩"_s;
        QTest::newRow("half of a pair") << u"a"_s + QChar{0xd800} << u"a⟨U+FFFD⟩"_s;
    }

    void whatCannotBeSeenIsNamed()
    {
        QFETCH(QString, text);
        QFETCH(QString, shown);
        QVERIFY(hidesSomething(text));
        QCOMPARE(visibleText(text), shown);
    }
};

QTEST_GUILESS_MAIN(TestVisibleText)
#include "test_visible_text.moc"
