// SPDX-License-Identifier: MIT
#include "core/base/utc_time.h"
#include "core/pipeline/activity_recorder.h"
#include "core/store/activity_table.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using Kind = ActivityNoted::Kind;

class TestActivityRecorder final : public QObject
{
    Q_OBJECT
private:
    const QDateTime m_start = utcAt(QDate{2026, 2, 1}, QTime{14, 0});
    std::unique_ptr<ActivityRecorder> m_recorder;

    void note(Kind kind, const QString& text, int second, const QString& session = u"s"_s)
    {
        m_recorder->note({.kind = kind, .sessionId = session, .at = m_start.addSecs(second), .text = text});
    }
    void use(const QString& step, int second, const QString& session = u"s"_s)
    {
        note(Kind::Tool, step, second, session);
    }
    /// All rows so far: the latest state of each, the earliest first.
    std::map<qint64, HistoryRow> m_kept;
    [[nodiscard]] QStringList rows()
    {
        for (const HistoryRow& row : m_recorder->takeChanges())
            m_kept.insert_or_assign(-row.id, row);
        QStringList lines;
        for (const auto& [id, row] : m_kept)
            lines << row.topic + u": "_s + QString{row.detail}.replace(u'\n', u'|');
        return lines;
    }

private Q_SLOTS:
    void init()
    {
        m_recorder = std::make_unique<ActivityRecorder>();
        m_kept.clear();
    }

    void callsBetweenTwoPromptsAreOneRow()
    {
        note(Kind::Prompt, u"fix it"_s, 0);
        use(u"Read main.c"_s, 1);
        QCOMPARE(rows(), (QStringList{u"prompt: fix it"_s, u"tools: Read main.c"_s}));
        use(u"Bash make"_s, 2);
        note(Kind::Prompt, {}, 3);
        use(u"Bash git"_s, 4);
        QCOMPARE(rows(), (QStringList{u"prompt: fix it"_s, u"tools: Read main.c|Bash make"_s, u"prompt: "_s,
                                      u"tools: Bash git"_s}));
        QVERIFY(m_recorder->takeChanges().empty());
        QCOMPARE(m_kept.begin()->second.raisedAt, m_start);
        QCOMPARE(m_kept.begin()->second.session, u"s"_s);
    }
    void aPromptThatTwoCopiesOfThePluginTellOfIsOne()
    {
        note(Kind::Prompt, {}, 0);
        note(Kind::Prompt, {}, 1);
        QCOMPARE(rows().size(), 1);
        note(Kind::Prompt, {}, 9);
        QCOMPARE(rows().size(), 2);
        use(u"Bash ls"_s, 9);
        note(Kind::Prompt, {}, 10);
        note(Kind::Prompt, u"fix it"_s, 10);
        QCOMPARE(rows().size(), 5);
    }
    void anAlertParts()
    {
        use(u"Bash make"_s, 1);
        m_recorder->noteAlert(u"s"_s, m_start.addSecs(2));
        use(u"Bash git"_s, 3);
        m_recorder->noteAlert(u"s"_s, m_start.addSecs(2)); // the same one has changed
        m_recorder->noteAlert(u"other"_s, m_start.addSecs(4));
        use(u"Bash ls"_s, 5);
        QCOMPARE(rows(), (QStringList{u"tools: Bash make"_s, u"tools: Bash git|Bash ls"_s}));
    }
    void whatIsAlikeIsCounted()
    {
        use(u"Read main.c"_s, 1);
        use(u"Read main.c"_s, 2);
        use(u"Read main.c"_s, 3);
        note(Kind::FailedTool, u"Bash make"_s, 4);
        use(u"Bash make"_s, 5);
        use(u"Read main.c"_s, 6);
        static_cast<void>(rows());
        const QList<ToolUse> wanted{{.step = u"Read main.c"_s, .count = 3},
                                    {.step = u"Bash make"_s, .hasFailed = true},
                                    {.step = u"Bash make"_s},
                                    {.step = u"Read main.c"_s}};
        QVERIFY(toolUsesOf(m_kept.begin()->second.detail) == wanted);
    }
    void sessionsHaveRowsOfTheirOwn()
    {
        use(u"Bash make"_s, 1, u"a"_s);
        use(u"Bash git"_s, 1, u"b"_s);
        use(u"Bash ls"_s, 2, u"a"_s);
        QCOMPARE(rows(), (QStringList{u"tools: Bash make|Bash ls"_s, u"tools: Bash git"_s}));
    }
    void aRowIsNeitherTooLongNorOfTooLongATime()
    {
        for (int i = 0; i < 100; ++i)
            use(u"Read file-with-a-name-%1.cpp"_s.arg(i), 1);
        const QStringList all = rows();
        QVERIFY(all.size() > 3 && all.size() < 20);
        int uses = 0;
        for (const auto& [id, row] : m_kept) {
            QVERIFY(row.detail.size() <= ActivityTable::MaxDetail);
            uses += static_cast<int>(toolUsesOf(row.detail).size());
        }
        QCOMPARE(uses, 100);
        use(u"Bash ls"_s, 599);
        QCOMPARE(rows().size(), all.size());
        use(u"Bash ls"_s, 602);
        QCOMPARE(rows().size(), all.size() + 1);
    }
};

QTEST_GUILESS_MAIN(TestActivityRecorder)
#include "test_activity_recorder.moc"
