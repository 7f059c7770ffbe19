// SPDX-License-Identifier: MIT
#include "core/base/line_diff.h"

#include <QRandomGenerator>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

QChar signOf(DiffLine::Kind kind)
{
    switch (kind) {
    case DiffLine::Kind::Removed:
        return u'-';
    case DiffLine::Kind::Added:
        return u'+';
    case DiffLine::Kind::Same:
        break;
    }
    return u' ';
}

/// `+a -b  c`, in order.
QString shown(const QString& before, const QString& after, qint64 maxSteps = MaxDiffSteps)
{
    const TextLines beforeLines = linesOf(before);
    const TextLines afterLines = linesOf(after);
    QStringList result;
    for (const DiffLine& line : diffLines(beforeLines, afterLines, maxSteps))
        result += signOf(line.kind) +
                  (line.before >= 0 ? beforeLines.lines[line.before] : afterLines.lines[line.after]);
    return result.join(u' ');
}

QString lines(const QStringList& words)
{
    return words.isEmpty() ? QString{} : words.join(u'\n') + u'\n';
}

int commonLines(const QStringList& a, const QStringList& b)
{
    std::vector<std::vector<int>> table(static_cast<size_t>(a.size() + 1),
                                        std::vector<int>(static_cast<size_t>(b.size() + 1)));
    for (size_t i = 0; i < static_cast<size_t>(a.size()); ++i) {
        for (size_t j = 0; j < static_cast<size_t>(b.size()); ++j)
            table[i + 1][j + 1] = a[qsizetype(i)] == b[qsizetype(j)]
                                      ? table[i][j] + 1
                                      : std::max(table[i][j + 1], table[i + 1][j]);
    }
    return table.back().back();
}

} // namespace

class TestLineDiff final : public QObject
{
    Q_OBJECT
private:
    /// Whether `diff` leads from one text to the other, with every line of both once and in order.
    static bool leads(const std::vector<DiffLine>& diff, const QStringList& before, const QStringList& after)
    {
        qsizetype b = 0;
        qsizetype a = 0;
        for (const DiffLine& line : diff) {
            const bool isInBefore = line.kind != DiffLine::Kind::Added;
            const bool isInAfter = line.kind != DiffLine::Kind::Removed;
            if (line.before != (isInBefore ? b : -1) || line.after != (isInAfter ? a : -1))
                return false;
            if (isInBefore && isInAfter && before[b] != after[a])
                return false;
            b += isInBefore ? 1 : 0;
            a += isInAfter ? 1 : 0;
        }
        return b == before.size() && a == after.size();
    }

private Q_SLOTS:
    void linesAreSplitAtLineFeedsAlone_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("lines");
        QTest::addColumn<bool>("isTerminated");
        QTest::newRow("empty") << u""_s << QStringList{} << true;
        QTest::newRow("one empty line") << u"\n"_s << QStringList{u""_s} << true;
        QTest::newRow("terminated") << u"a\nb\n"_s << QStringList{u"a"_s, u"b"_s} << true;
        QTest::newRow("open") << u"a\nb"_s << QStringList{u"a"_s, u"b"_s} << false;
        QTest::newRow("cr lf") << u"a\r\nb"_s << QStringList{u"a\r"_s, u"b"_s} << false;
        QTest::newRow("cr, line separator") << u"a\rb\u2028c"_s << QStringList{u"a\rb\u2028c"_s} << false;
    }
    void linesAreSplitAtLineFeedsAlone()
    {
        QFETCH(QString, text);
        const TextLines split = linesOf(text);
        QTEST(split.lines, "lines");
        QTEST(split.isTerminated, "isTerminated");
    }
    void aDiffIsTheShortestWay_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<QString>("diff");
        QTest::newRow("both empty") << u""_s << u""_s << u""_s;
        QTest::newRow("new") << u""_s << u"a\nb\n"_s << u"+a +b"_s;
        QTest::newRow("emptied") << u"a\nb\n"_s << u""_s << u"-a -b"_s;
        QTest::newRow("same") << u"a\nb\n"_s << u"a\nb\n"_s << u" a  b"_s;
        QTest::newRow("one line changed") << u"a\nb\nc\n"_s << u"a\nB\nc\n"_s << u" a -b +B  c"_s;
        QTest::newRow("inserted") << u"a\nc\n"_s << u"a\nb\nc\n"_s << u" a +b  c"_s;
        QTest::newRow("moved") << u"a\nb\nc\n"_s << u"b\nc\na\n"_s << u"-a  b  c +a"_s;
        QTest::newRow("two lines changed, removed ones first")
            << u"a\nb\n"_s << u"A\nB\n"_s << u"-a -b +A +B"_s;
        QTest::newRow("line feed at the end added") << u"a\nb"_s << u"a\nb\n"_s << u" a -b +b"_s;
        QTest::newRow("line feed at the end removed") << u"b\n"_s << u"b"_s << u"-b +b"_s;
        QTest::newRow("line ends changed") << u"a\r\nb\r\n"_s << u"a\nb\n"_s << u"-a\r -b\r +a +b"_s;
        QTest::newRow("from the paper")
            << lines({u"a"_s, u"b"_s, u"c"_s, u"a"_s, u"b"_s, u"b"_s, u"a"_s})
            << lines({u"c"_s, u"b"_s, u"a"_s, u"b"_s, u"a"_s, u"c"_s}) << u"-a +c  b -c  a  b -b  a +c"_s;
    }
    void aDiffIsTheShortestWay()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        QTEST(shown(before, after), "diff");
    }
    /// Compared with the table of the longest common subsequence.
    void randomTextsAreComparedInTheShortestWay()
    {
        QRandomGenerator random{7};
        for (int round = 0; round < 400; ++round) {
            const auto text = [&] {
                QStringList result;
                const int length = random.bounded(14);
                const int letters = 1 + random.bounded(5);
                for (int i = 0; i < length; ++i)
                    result += QString{QChar{u'a' + random.bounded(letters)}};
                return result;
            };
            const QStringList before = text();
            const QStringList after = text();
            const auto diff = diffLines(linesOf(lines(before)), linesOf(lines(after)));
            QVERIFY2(leads(diff, before, after), qPrintable(before.join(u' ') + u" / "_s + after.join(u' ')));
            const auto same = std::count_if(diff.begin(), diff.end(), [](const DiffLine& line) {
                return line.kind == DiffLine::Kind::Same;
            });
            QCOMPARE(static_cast<int>(same), commonLines(before, after));
        }
    }
    void beyondTheBoundTheRestIsReplaced()
    {
        QCOMPARE(shown(u"x\na\nb\nc\ny\n"_s, u"x\nb\nc\nd\ny\n"_s, 0), u" x -a -b -c +b +c +d  y"_s);
    }
    void textsWithoutAnyCommonLineAreDoneSoon()
    {
        QStringList before;
        QStringList after;
        for (int i = 0; i < 60'000; ++i) {
            before += u"a%1"_s.arg(i);
            after += i % 7 == 0 ? u"a%1"_s.arg(60'000 - i) : u"b%1"_s.arg(i);
        }
        const auto diff = diffLines(linesOf(lines(before)), linesOf(lines(after)));
        QVERIFY(leads(diff, before, after));
    }
    void hunksHaveTheChangesAndWhatIsAround_data()
    {
        QTest::addColumn<QList<int>>("changed"); // of 20 lines
        QTest::addColumn<QString>("hunks");      // skipped:lines …:skipped
        QTest::newRow("none") << QList<int>{} << u":20"_s;
        QTest::newRow("middle") << QList<int>{10} << u"7:7-13 :6"_s;
        QTest::newRow("begin") << QList<int>{0} << u"0:0-3 :16"_s;
        QTest::newRow("end") << QList<int>{19} << u"16:16-19 :0"_s;
        QTest::newRow("a single line is not left out") << QList<int>{4, 15} << u"0:0-7 4:12-19 :0"_s;
        QTest::newRow("contexts that touch") << QList<int>{5, 12} << u"2:2-15 :4"_s;
        QTest::newRow("contexts that overlap") << QList<int>{5, 7} << u"2:2-10 :9"_s;
        QTest::newRow("one line between") << QList<int>{5, 13} << u"2:2-16 :3"_s;
        QTest::newRow("two lines between") << QList<int>{4, 13} << u"0:0-7 2:10-16 :3"_s;
    }
    void hunksHaveTheChangesAndWhatIsAround()
    {
        QFETCH(QList<int>, changed);
        std::vector<DiffLine> diff;
        for (int i = 0; i < 20; ++i)
            diff.push_back({.kind = changed.contains(i) ? DiffLine::Kind::Added : DiffLine::Kind::Same,
                            .before = i,
                            .after = i});
        const DiffHunks hunks = hunksOf(diff);
        QString shownHunks;
        for (const DiffHunk& hunk : hunks.hunks) {
            shownHunks +=
                u"%1:%2-%3 "_s.arg(hunk.skipped).arg(hunk.lines.front().after).arg(hunk.lines.back().after);
            QCOMPARE(static_cast<qsizetype>(hunk.lines.size()),
                     hunk.lines.back().after - hunk.lines.front().after + 1);
        }
        QTEST(shownHunks + u":%1"_s.arg(hunks.skippedAfter), "hunks");
    }
};

QTEST_GUILESS_MAIN(TestLineDiff)
#include "test_line_diff.moc"
