// SPDX-License-Identifier: MIT
#include "app/sessions/row_delegate.h"
#include "app/sessions/story_model.h"
#include "core/alerts/alert_book.h"
#include "core/store/sqlite_state_store.h"
#include "tests/app/windows/hand_clock.h"
#include "translations/language.h"

#include <QAbstractItemModelTester>
#include <QImage>
#include <QPainter>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QStyleOptionViewItem>
#include <QTemporaryDir>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestStoryModel final : public QObject
{
    Q_OBJECT
private:
    HandClock m_clock;
    Language m_language;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SqliteStateStore> m_store;
    std::unique_ptr<StoryModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    [[nodiscard]] HistoryRow row(qint64 id, const QString& session = u"s"_s) const
    {
        return {.id = id,
                .session = session,
                .name = u"shop"_s,
                .topic = u"permission"_s,
                .raisedAt = m_clock.nowUtc().addSecs(id - 100'000),
                .notification = u"showing"_s,
                .text = u"withheld"_s,
                .textReason = u"quiet_hours"_s};
    }
    void write(const std::vector<HistoryRow>& rows) { QVERIFY(m_store->commit({.history = rows})); }
    void write(qint64 from, qint64 to, const QString& session = u"s"_s)
    {
        std::vector<HistoryRow> rows;
        for (qint64 id = from; id <= to; ++id)
            rows.push_back(row(id, session));
        write(rows);
    }
    [[nodiscard]] QString lines(int at) const { return m_model->index(at).data(RowDetailRole).toString(); }
    [[nodiscard]] QStringList all() const
    {
        QStringList texts;
        for (int at = 0; at < m_model->rowCount(); ++at)
            texts << m_model->index(at).data(Qt::AccessibleTextRole).toString();
        return texts;
    }
    /// Fetches whatever there is at each change.
    void watch()
    {
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void fetchAll()
    {
        while (m_model->canFetchMore({}))
            m_model->fetchMore({});
    }

private Q_SLOTS:
    void initTestCase() { m_language.use(u"en"_s); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<SqliteStateStore>(m_folder->filePath(u"state/state.db"_s));
        m_model = std::make_unique<StoryModel>(*m_store, m_clock, [](AlertId alert) {
            return alert.value == 7 ? u"Run: npm publish"_s : QString{};
        });
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_store.reset();
        m_folder.reset();
    }

    void aTextThatIsLateIsNotPromised_data()
    {
        QTest::addColumn<SmsState::Progress>("progress");
        QTest::addColumn<int>("seconds"); // until it is due
        QTest::addColumn<QString>("start");
        QTest::newRow("to come") << SmsState::Progress::Due << 60 << u"Text at "_s;
        QTest::newRow("late") << SmsState::Progress::Due << -60 << u"Text not sent yet."_s;
        QTest::newRow("held back") << SmsState::Progress::HeldBack << 60 << u"Text held back until "_s;
        QTest::newRow("held back, late") << SmsState::Progress::HeldBack << -60 << u"Text not sent yet."_s;
        QTest::newRow("held by the server") << SmsState::Progress::Held << -60 << u"Text at "_s;
    }
    void aTextThatIsLateIsNotPromised()
    {
        QFETCH(SmsState::Progress, progress);
        QFETCH(int, seconds);
        QFETCH(QString, start);
        HistoryRow late = row(1);
        late.text = wireName(progress);
        late.textAt = m_clock.nowUtc().addSecs(seconds);
        write({late});
        m_model->setSession(u"s"_s);
        QVERIFY2(lines(0).startsWith(u"Notification shown. "_s + start), qPrintable(lines(0)));
    }
    void aStoryIsReadInPages()
    {
        write(1, 2 * StoryModel::PageSize + 20);
        write(1'000, 1'020, u"other"_s);
        QSignalSpy inserted{m_model.get(), &QAbstractItemModel::rowsInserted};
        m_model->setSession(u"s"_s);
        QCOMPARE(m_model->rowCount(), StoryModel::PageSize);
        m_model->fetchMore({});
        QVERIFY(m_model->canFetchMore({}));
        m_model->fetchMore({});
        QVERIFY(!m_model->canFetchMore({}));
        QCOMPARE(m_model->rowCount(), 2 * StoryModel::PageSize + 20);
        QCOMPARE(inserted.size(), 2);
        m_model->setSession(u"other"_s);
        QCOMPARE(m_model->rowCount(), 21);
        m_model->setSession({});
        QCOMPARE(m_model->rowCount(), 0);
        QVERIFY(!m_model->canFetchMore({}));
    }
    void oneEventChangesOneRow()
    {
        write(1, 300);
        m_model->setSession(u"s"_s);
        QSignalSpy inserted{m_model.get(), &QAbstractItemModel::rowsInserted};
        QSignalSpy changed{m_model.get(), &QAbstractItemModel::dataChanged};
        QSignalSpy removed{m_model.get(), &QAbstractItemModel::rowsRemoved};
        QSignalSpy reset{m_model.get(), &QAbstractItemModel::modelReset};
        m_model->refresh();
        QCOMPARE(inserted.size() + changed.size() + removed.size(), 0);
        write(301, 301);
        m_model->refresh();
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(m_model->rowCount(), StoryModel::PageSize + 1);
        HistoryRow answered = row(299);
        answered.answer = u"allow"_s;
        answered.answerChannel = u"window"_s;
        answered.answerOutcome = u"taken"_s;
        write({answered});
        m_model->refresh();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.first().at(0).toModelIndex().row(), 2);
        QVERIFY(lines(2).endsWith(u"Allowed once in the window. Claude went on as decided."_s));
        write(302, 302, u"other"_s);
        m_model->refresh();
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(removed.size() + reset.size(), 0);
    }
    void aToolCallChangesTheRowOfThoseBeforeIt()
    {
        write(1, 3);
        m_model->setSession(u"s"_s);
        watch();
        HistoryRow tools{.id = -1,
                         .session = u"s"_s,
                         .topic = ToolsTopic,
                         .raisedAt = m_clock.nowUtc(),
                         .detail = u"Bash ls"_s};
        QVERIFY(m_store->commit({.activity = {tools}}));
        m_model->refresh();
        QCOMPARE(m_model->rowCount(), 4);
        QCOMPARE(lines(0), u"Bash ls"_s);
        QSignalSpy changed{m_model.get(), &QAbstractItemModel::dataChanged};
        tools.detail += u"\nBash make"_s;
        QVERIFY(m_store->commit({.activity = {tools}}));
        m_model->refresh();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(m_model->rowCount(), 4);
        QCOMPARE(lines(0), u"Bash ls, Bash make"_s);
    }
    void whatIsShownIsWhatIsKept()
    {
        QRandomGenerator random{3};
        write(1, 150);
        m_model->setSession(u"s"_s);
        watch();
        qint64 next = 151;
        for (int round = 0; round < 60; ++round) {
            for (int i = random.bounded(4); i > 0; --i) {
                HistoryRow one = random.bounded(2) == 0 ? row(next++) : row(next - 1 - random.bounded(40));
                one.hasReacted = random.bounded(2) == 0;
                one.notification = random.bounded(2) == 0 ? u"seen"_s : u"showing"_s;
                if (random.bounded(6) == 0)
                    one.raisedAt = one.raisedAt.addSecs(3); // its alert took the row of an error
                write({one});
            }
            m_model->refresh();
        }
        fetchAll();
        const QStringList shown = all();
        m_tester.reset(); // it fetches in the middle of a reset
        m_model->reload();
        fetchAll();
        QCOMPARE(shown, all());
    }
    void anAlertIsToldInWords_data()
    {
        QTest::addColumn<HistoryRow>("row");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("lines");
        const HistoryRow one = row(7);
        QTest::newRow("open") << one << u"Needs permission: Run: npm publish"_s
                              << u"Notification shown. No text: quiet hours.\nStill open."_s;
        HistoryRow texted = row(8);
        texted.topic = u"finished"_s;
        texted.notification = u"withheld"_s;
        texted.notificationReason = u"do_not_disturb"_s;
        texted.text = u"sent"_s;
        texted.delivery = u"delivered"_s;
        texted.closedAt = m_clock.nowUtc();
        texted.closedBy = u"prompt"_s;
        QTest::newRow("texted") << texted << u"Finished"_s
                                << u"No notification: Do Not Disturb is on. Text delivered.\nYou entered "
                                   "the next prompt."_s;
        HistoryRow limited = row(9);
        limited.topic = u"error"_s;
        limited.notification = u"seen"_s;
        limited.hasReacted = true;
        limited.text = u"given_up"_s;
        limited.textReason = u"rate_limited"_s;
        limited.closedAt = m_clock.nowUtc();
        limited.closedBy = u"work"_s;
        QTest::newRow("held back") << limited << QString{}
                                   << u"Notification shown, and closed by you. No text: limit of this "
                                      "kind.\nClaude went on."_s;
        HistoryRow denied = row(10);
        denied.answer = u"deny_and_stop"_s;
        denied.answerChannel = u"notification"_s;
        denied.answerOutcome = u"too_late"_s;
        denied.closedAt = m_clock.nowUtc();
        denied.closedBy = u"answer"_s;
        QTest::newRow("answered") << denied << u"Needs permission"_s
                                  << u"Notification shown. No text: quiet hours.\nDenied and stopped in the "
                                     "notification. Too late: answered in the terminal."_s;
        HistoryRow failed = row(11);
        failed.topic = FailedToolTopic;
        const HistoryRow typed{.id = -1,
                               .session = u"s"_s,
                               .topic = PromptTopic,
                               .raisedAt = m_clock.nowUtc(),
                               .detail = u"fix the login"_s};
        QTest::newRow("prompt") << typed << u" · Prompt"_s << u"fix the login"_s;
        HistoryRow unkept = typed;
        unkept.detail.clear();
        QTest::newRow("prompt without words") << unkept << u" · Prompt"_s << QString{};
        HistoryRow tools = typed;
        tools.topic = ToolsTopic;
        tools.detail = u"Read main.c\t2\n!Bash make check\nEdit main.c"_s;
        QTest::newRow("tools") << tools << u" · 4 tool calls"_s
                               << u"Read main.c ×2, Bash make check (failed), Edit main.c"_s;
        QTest::newRow("failed tool") << failed << u"A tool failed"_s << u"Claude went on."_s;
    }
    void anAlertIsToldInWords()
    {
        QFETCH(HistoryRow, row);
        QFETCH(QString, title);
        QFETCH(QString, lines);
        watch();
        if (row.id < 0)
            QVERIFY(m_store->commit({.activity = {row}}));
        else
            write({row});
        m_model->setSession(u"s"_s);
        QVERIFY2(m_model->index(0).data().toString().endsWith(title),
                 qPrintable(m_model->index(0).data().toString()));
        QCOMPARE(this->lines(0), lines);
        const QString whole = m_model->index(0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(!whole.endsWith(u'\n'), qPrintable(whole)); // no empty line
    }
    void aRowWithFewerLinesStandsInTheMiddle()
    {
        const RowDelegate delegate{3};
        QStandardItemModel rows;
        for (const QString& detail : {u""_s, u"H"_s, u"H\nH"_s}) {
            auto* item = new QStandardItem{u"H"_s};
            item->setData(detail, RowDetailRole);
            rows.appendRow(item);
        }
        for (int row = 0; row < rows.rowCount(); ++row) {
            QStyleOptionViewItem option;
            option.rect = {QPoint{}, QSize{200, delegate.sizeHint(option, rows.index(row, 0)).height()}};
            QImage image{option.rect.size(), QImage::Format_RGB32};
            image.fill(Qt::white);
            option.palette =
                QPalette{Qt::black, Qt::white, Qt::white, Qt::black, Qt::gray, Qt::black, Qt::white};
            QPainter painter{&image};
            delegate.paint(&painter, option, rows.index(row, 0));
            painter.end();
            const auto hasInk = [&image](int y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (qGray(image.pixel(x, y)) < 128)
                        return true;
                }
                return false;
            };
            int first = 0;
            while (first < image.height() && !hasInk(first))
                ++first;
            int last = image.height() - 1;
            while (last > first && !hasInk(last))
                --last;
            QVERIFY(first < image.height());
            const int offCentre = (first + last + 1 - image.height()) / 2;
            QVERIFY2(qAbs(offCentre) <= option.fontMetrics.lineSpacing() / 4,
                     qPrintable(u"row %1: %2"_s.arg(row).arg(offCentre)));
        }
    }
    void everythingThatIsKeptHasWords()
    {
        // Names of the program itself must not come through.
        const QStringList notifications{u"unplanned"_s, u"withheld"_s, u"due"_s,
                                        u"grouped"_s,   u"showing"_s,  u"seen"_s};
        const QStringList texts{u"unplanned"_s, u"withheld"_s,  u"due"_s,       u"pending"_s, u"held"_s,
                                u"recalled"_s,  u"withdrawn"_s, u"held_back"_s, u"sent"_s,    u"given_up"_s};
        const QStringList reasons{{},
                                  u"headless"_s,
                                  u"teammate"_s,
                                  u"switched_off"_s,
                                  u"short_turn"_s,
                                  u"do_not_disturb"_s,
                                  u"terminal_focused"_s,
                                  u"dialog_delay"_s,
                                  u"grace"_s,
                                  u"cannot_notify"_s,
                                  u"rate_limited"_s,
                                  u"too_old"_s,
                                  u"not_sent"_s,
                                  u"not_wanted"_s,
                                  u"already_told"_s,
                                  u"session_ended"_s,
                                  u"summarized"_s};
        qint64 id = 1;
        std::vector<HistoryRow> rows;
        for (const QString& notification : notifications) {
            for (const QString& text : texts) {
                for (const QString& reason : reasons) {
                    rows.push_back(row(id++));
                    rows.back().notification = notification;
                    rows.back().text = text;
                    rows.back().notificationReason = reason;
                    rows.back().textReason = reason;
                    rows.back().textAt = m_clock.nowUtc();
                    rows.back().notificationAt = m_clock.nowUtc();
                }
            }
        }
        write(rows);
        m_model->setSession(u"s"_s);
        fetchAll();
        QCOMPARE(m_model->rowCount(), static_cast<int>(rows.size()));
        for (const QString& text : all())
            QVERIFY2(!text.contains(u'_') && !text.contains(u"unplanned"_s), qPrintable(text));
    }
};

QTEST_MAIN(TestStoryModel)
#include "test_story_model.moc"
