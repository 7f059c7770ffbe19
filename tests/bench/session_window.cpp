// SPDX-License-Identifier: MIT
// session_window [SESSIONS [ROWS]]: the window of the sessions with SESSIONS sessions (1000), one of them
// with ROWS rows of history (100000): the time until it is shown, a frame while the person scrolls through
// each list, and how many rows one event changes. Goals: 200 ms, 16 ms at p95, 1 row. Needs a screen, or
// QT_QPA_PLATFORM=offscreen.
#include "app/sessions/session_window.h"

#include "app/sessions/row_delegate.h"
#include "core/store/history_table.h"
#include "core/store/migrations.h"
#include "core/store/sqlite_state_store.h"
#include "tests/app/requests/request_stage.h"
#include "tests/app/sessions/session_examples.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QListView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {

/// Past the size that the app keeps.
void writeHistory(const QString& file, int sessions, int rows, const QDateTime& now)
{
    { // with its tables
        const SqliteStateStore store{file};
    }
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"bench"_s);
        database.setDatabaseName(file);
        if (!database.open() || !database.transaction())
            qFatal("cannot open %s", qPrintable(file));
        HistoryTable table{[&database](const QString& statement, const QVariantList& values) {
                               QSqlQuery query{database};
                               query.prepare(statement);
                               for (const QVariant& value : values)
                                   query.addBindValue(value);
                               return query.exec();
                           },
                           10 * rows};
        // Of one session, in 30 days.
        std::vector<HistoryRow> all = exampleStory(u"session-0"_s, u"shop (main)"_s, 1, rows, now);
        for (HistoryRow& row : all)
            row.raisedAt = now.addSecs(-25LL * 24 * 60 * 60 * (rows - row.id) / rows);
        bool isWritten = table.write(all);
        for (int i = 0; i < sessions; ++i)
            isWritten = isWritten && table.write(exampleStory(u"past-%1"_s.arg(i), u"blog %1"_s.arg(i),
                                                              rows + 1 + 10LL * i, 3, now));
        if (!isWritten || !database.commit())
            qFatal("cannot write the history");
    }
    QSqlDatabase::removeDatabase(u"bench"_s);
}

void print(const char* what, std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    const auto at = [&](double part) {
        return times[std::min(times.size() - 1, static_cast<std::size_t>(part * double(times.size())))];
    };
    std::printf("%s: p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, max %.2f ms (%zu)\n", what, at(0.5), at(0.95),
                at(0.99), times.back(), times.size());
}

double ms(const QElapsedTimer& timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// A third of a page at a time, as a wheel does, to the end and back, at most `frames`.
std::vector<double> scroll(QListView& list, int frames)
{
    std::vector<double> times;
    QScrollBar& bar = *list.verticalScrollBar();
    const auto step = [&](int by) {
        QElapsedTimer timer;
        timer.start();
        bar.setValue(bar.value() + by);
        QCoreApplication::processEvents();
        list.viewport()->repaint();
        times.push_back(ms(timer));
    };
    const int by = std::max(list.viewport()->height() / 3, 1);
    for (int i = 0; i < frames; ++i)
        step(by);
    for (int i = 0; i < frames / 4; ++i)
        step(-by);
    return times;
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app{argc, argv};
    const int count = argc > 1 ? std::atoi(argv[1]) : 1'000;
    const int rows = argc > 2 ? std::atoi(argv[2]) : 100'000;
    const QTemporaryDir folder;
    const SystemClock clock;
    const QString file = folder.filePath(u"state/state.db"_s);
    writeHistory(file, count / 2, rows, clock.nowUtc());
    SqliteStateStore store{file};
    RequestStage stage;
    if (!stage.begin())
        qFatal("the stage has not begun");
    QList<SessionView> sessions = exampleSessions(count, clock.nowUtc());
    sessions[0].state = SessionState::Error; // the most urgent: in view
    RequestHistory history{stage.answers(), clock};

    QElapsedTimer timer;
    timer.start();
    SessionWindow window{{.answers = stage.answers(),
                          .history = history,
                          .store = store,
                          .clock = clock,
                          .makeBody = {},
                          .sessions = [&sessions] { return sessions; },
                          .openAlerts = [](const QString&) { return std::vector<OpenAlert>{}; },
                          .actions = {}}};
    window.showRequest({});
    window.show();
    if (!QTest::qWaitForWindowExposed(&window))
        qFatal("the window was not shown");
    QCoreApplication::processEvents();
    std::printf("shown first: %.1f ms\n", ms(timer));
    window.close();
    QCoreApplication::processEvents();
    timer.start();
    window.show();
    static_cast<void>(QTest::qWaitForWindowExposed(&window));
    QCoreApplication::processEvents();
    std::printf("shown again: %.1f ms\n", ms(timer));

    auto& list = *window.findChild<QListView*>(u"sessions"_s);
    auto& story = *window.findChild<QListView*>(u"story"_s);
    print("a frame of the sessions", scroll(list, 600));
    print("a frame of the history", scroll(story, 4'000));
    timer.start();
    while (story.model()->canFetchMore({}))
        story.model()->fetchMore({});
    std::printf("all %d rows read: %.0f ms\n", story.model()->rowCount(), ms(timer));
    QCoreApplication::processEvents();
    story.scrollToTop();
    print("a frame of the whole history", scroll(story, 4'000));

    auto* model = window.findChild<QAbstractItemModel*>(u"sessionModel"_s);
    QSignalSpy changed{model, &QAbstractItemModel::dataChanged};
    QSignalSpy moved{model, &QAbstractItemModel::rowsMoved};
    QSignalSpy reset{model, &QAbstractItemModel::modelReset};
    std::vector<double> times;
    int most = 0;
    for (int i = 0; i < 500; ++i) {
        SessionView& one = sessions[(i * 37) % count];
        one.state = one.state == SessionState::Working ? SessionState::Done : SessionState::Working;
        one.since = clock.nowUtc();
        changed.clear();
        timer.start();
        window.refreshSessions();
        QCoreApplication::processEvents();
        times.push_back(ms(timer));
        int now = 0;
        for (const QList<QVariant>& signal : changed)
            now += signal.at(1).toModelIndex().row() - signal.at(0).toModelIndex().row() + 1;
        most = std::max(most, now);
    }
    print("one event", times);
    std::printf("rows changed by one event: at most %d; moves: %d of 500; resets: %d\n", most,
                static_cast<int>(moved.size()), static_cast<int>(reset.size()));
    return 0;
}
