// SPDX-License-Identifier: MIT
#include "app/sessions/session_list_model.h"
#include "core/base/utc_time.h"
#include "core/claude/hooks/test_document.h"
#include "tests/app/windows/hand_clock.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QRandomGenerator>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

SessionView session(const QString& id, SessionState state = SessionState::Working, const QString& name = {})
{
    return {.id = id,
            .name = name.isEmpty() ? id : name,
            .state = state,
            .since = utcAt(QDate{2026, 2, 1}, QTime{11, 0}),
            .path = u"/srv/"_s + id};
}

/// Everything that a model says about its rows.
class Changes final
{
public:
    explicit Changes(const QAbstractItemModel& model)
        : m_changed{&model, &QAbstractItemModel::dataChanged}
        , m_inserted{&model, &QAbstractItemModel::rowsInserted}
        , m_removed{&model, &QAbstractItemModel::rowsRemoved}
        , m_moved{&model, &QAbstractItemModel::rowsMoved}
        , m_reset{&model, &QAbstractItemModel::modelReset}
        , m_layout{&model, &QAbstractItemModel::layoutChanged}
    {}

    /// The rows of all changes together.
    [[nodiscard]] int changedRows() const
    {
        int rows = 0;
        for (const QList<QVariant>& one : m_changed)
            rows += one.at(1).toModelIndex().row() - one.at(0).toModelIndex().row() + 1;
        return rows;
    }
    [[nodiscard]] qsizetype inserted() const { return m_inserted.size(); }
    [[nodiscard]] qsizetype moved() const { return m_moved.size(); }
    [[nodiscard]] qsizetype others() const { return m_removed.size() + m_reset.size() + m_layout.size(); }

private:
    QSignalSpy m_changed;
    QSignalSpy m_inserted;
    QSignalSpy m_removed;
    QSignalSpy m_moved;
    QSignalSpy m_reset;
    QSignalSpy m_layout;
};

} // namespace

class TestSessionListModel final : public QObject
{
    Q_OBJECT
private:
    HandClock m_clock;
    std::unique_ptr<SessionListModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    [[nodiscard]] QStringList all(int role = SessionListModel::IdRole) const
    {
        QStringList texts;
        for (int row = 0; row < m_model->rowCount(); ++row)
            texts << m_model->index(row).data(role).toString();
        return texts;
    }
    [[nodiscard]] QString text(const QString& id, int role = Qt::DisplayRole) const
    {
        return m_model->indexOf(id).data(role).toString();
    }

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<SessionListModel>(m_clock);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void aTestOfTheNotificationsLeavesNoRow()
    {
        const SessionView test = session(newTestSession(), SessionState::Waiting);
        m_model->load({test, session(u"shop"_s, SessionState::Working)},
                      {{.id = newTestSession(), .name = u"Tocsin test"_s, .lastAt = m_clock.nowUtc()}});
        QCOMPARE(all(), QStringList{u"shop"_s});
        m_model->setSessions({test, session(u"shop"_s, SessionState::Working)});
        m_model->setSessions({session(u"shop"_s, SessionState::Working)});
        QCOMPARE(all(), QStringList{u"shop"_s});
    }
    void aTestOfTheNotificationsChangesNoName()
    {
        SessionView test = session(newTestSession(), SessionState::Waiting);
        SessionView shop = session(u"shop"_s, SessionState::Working);
        test.name = shop.name;
        test.path = u"/tmp/test"_s;
        shop.path = u"/srv/web"_s;
        m_model->load({test, shop}, {});
        QCOMPARE(m_model->nameOf(shop.id), shop.name);
        m_model->load({shop, test}, {});
        m_model->setSessions({shop, test});
        QCOMPARE(m_model->nameOf(shop.id), shop.name);
    }
    void whatHasEndedKeepsItsFolderAndComputer()
    {
        const PastSession old{.id = u"old"_s,
                              .name = u"web"_s,
                              .lastAt = m_clock.nowUtc(),
                              .path = u"/srv/web"_s,
                              .host = u"builder"_s};
        m_model->load({}, {old});
        const SessionView* view = m_model->find(u"old"_s);
        QVERIFY(view != nullptr);
        QCOMPARE(view->path, old.path);
        QCOMPARE(view->host, old.host);
        const QString searched = m_model->index(0).data(SessionListModel::SearchRole).toString();
        QVERIFY(searched.contains(u"/srv/web"_s) && searched.contains(u"builder"_s));
    }
    void theMostUrgentComeFirst()
    {
        SessionView question = session(u"question"_s, SessionState::Waiting);
        question.dialog = AlertKind::Question;
        SessionView permission = session(u"permission"_s, SessionState::Waiting);
        permission.dialog = AlertKind::Permission;
        const std::vector<PastSession> past{{u"old"_s, u"old"_s, m_clock.nowUtc().addDays(-2)},
                                            {u"older"_s, u"older"_s, m_clock.nowUtc().addDays(-3)}};
        m_model->load({session(u"idle"_s, SessionState::Idle), session(u"done"_s, SessionState::Done),
                       session(u"working"_s), session(u"quiet"_s, SessionState::Quiet),
                       session(u"prompt"_s, SessionState::Waiting), session(u"lost"_s, SessionState::Lost),
                       session(u"error"_s, SessionState::Error), question, permission},
                      past);
        QCOMPARE(all(), (QStringList{u"question"_s, u"permission"_s, u"error"_s, u"prompt"_s, u"quiet"_s,
                                     u"lost"_s, u"working"_s, u"done"_s, u"idle"_s, u"old"_s, u"older"_s}));
    }
    void equallyUrgentOnesStayInTheirOrder()
    {
        m_model->setSessions({session(u"a"_s), session(u"b"_s), session(u"c"_s)});
        m_model->setSessions({session(u"a"_s), session(u"b"_s, SessionState::Waiting),
                              session(u"c"_s, SessionState::Waiting)});
        QCOMPARE(all(), (QStringList{u"b"_s, u"c"_s, u"a"_s}));
        m_model->setSessions({session(u"a"_s), session(u"b"_s), session(u"c"_s)});
        QCOMPARE(all(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    }
    void oneEventChangesOneRow()
    {
        QList<SessionView> sessions;
        for (int i = 0; i < 1'000; ++i)
            sessions << session(u"s%1"_s.arg(i));
        m_model->setSessions(sessions);
        const Changes changes{*m_model};
        m_model->setSessions(sessions);
        QCOMPARE(changes.changedRows(), 0);
        sessions[500].texts = DeliveryStatus::On;
        m_model->setSessions(sessions);
        QCOMPARE(changes.changedRows(), 1);
        QCOMPARE(changes.moved(), 0);
        sessions[500].state = SessionState::Error; // to the top
        m_model->setSessions(sessions);
        QCOMPARE(changes.changedRows(), 2);
        QCOMPARE(changes.moved(), 1);
        QCOMPARE(m_model->indexOf(u"s500"_s).row(), 0);
        sessions[0].state = SessionState::Error; // before it, from just after it
        m_model->setSessions(sessions);
        QCOMPARE(changes.changedRows(), 3);
        sessions[0].state = SessionState::Done; // to the end
        m_model->setSessions(sessions);
        QCOMPARE(changes.changedRows(), 4);
        QCOMPARE(m_model->indexOf(u"s0"_s).row(), 999);
        sessions << session(u"new"_s);
        m_model->setSessions(sessions);
        QCOMPARE(changes.inserted(), 1);
        sessions.removeAt(3);
        m_model->setSessions(sessions); // it has ended
        QCOMPARE(changes.changedRows(), 5);
        QCOMPARE(m_model->rowCount(), 1'001);
        QCOMPARE(changes.others(), 0);
    }
    void theOneInViewKeepsItsPersistentIndex()
    {
        m_model->setSessions({session(u"a"_s), session(u"b"_s), session(u"c"_s)});
        const QPersistentModelIndex b{m_model->indexOf(u"b"_s)};
        m_model->setSessions({session(u"a"_s), session(u"b"_s, SessionState::Waiting), session(u"c"_s)});
        QCOMPARE(b.row(), 0);
        QCOMPARE(b.data(SessionListModel::IdRole).toString(), u"b"_s);
        m_model->setSessions({session(u"a"_s), session(u"c"_s)});
        QCOMPARE(b.row(), 2);
        QVERIFY(text(u"b"_s, SessionListModel::DetailRole).startsWith(u"ended"_s));
    }
    void aSessionThatGoesOnHasOneRow()
    {
        const std::vector<PastSession> past{{u"a"_s, u"shop"_s, m_clock.nowUtc().addDays(-2)}};
        m_model->load({session(u"b"_s, SessionState::Idle)}, past);
        QCOMPARE(all(), (QStringList{u"b"_s, u"a"_s}));
        m_model->setSessions({session(u"b"_s, SessionState::Idle), session(u"a"_s)});
        QCOMPARE(all(), (QStringList{u"a"_s, u"b"_s}));
        m_model->setSessions({});
        m_model->setSessions({session(u"b"_s)});
        QCOMPARE(all(), (QStringList{u"b"_s, u"a"_s}));
        m_model->load({session(u"a"_s)}, past);
        QCOMPARE(all(), QStringList{u"a"_s});
    }
    void sessionsOfOneNameAreToldApart()
    {
        SessionView far = session(u"c"_s, {}, u"shop"_s);
        far.path = u"/srv/a"_s;
        far.host = u"builder"_s;
        SessionView same = session(u"d234567"_s, {}, u"shop"_s);
        same.path = far.path;
        m_model->setSessions({session(u"a"_s, {}, u"shop"_s), session(u"b"_s, {}, u"blog"_s)});
        QCOMPARE(text(u"a"_s), u"shop"_s);
        m_model->setSessions({session(u"a"_s, {}, u"shop"_s), session(u"b"_s, {}, u"shop"_s), far, same});
        const QStringList names = all(Qt::DisplayRole);
        QCOMPARE(QSet<QString>(names.cbegin(), names.cend()).size(), 4);
        QCOMPARE(text(u"b"_s), u"shop (b)"_s);
        QCOMPARE(text(u"c"_s), u"shop (a, builder)"_s);
        QCOMPARE(text(u"d234567"_s), u"shop (a, #d234)"_s);
        QVERIFY(text(u"c"_s, SessionListModel::DetailRole).contains(u"builder"_s));
        // Those that have ended need no other name.
        m_model->setSessions({session(u"a"_s, {}, u"shop"_s)});
        QCOMPARE(text(u"a"_s), u"shop"_s);
        QCOMPARE(text(u"b"_s), u"shop"_s);
    }
    void aRowSaysStateTimeTextsAndMute()
    {
        SessionView one = session(u"a"_s, SessionState::Waiting);
        one.dialog = AlertKind::Permission;
        one.since = m_clock.nowUtc().addSecs(-600);
        one.texts = DeliveryStatus::Unreachable;
        one.mutedUntil = m_clock.nowUtc().addSecs(3600);
        m_model->setSessions({one});
        const QString line = text(u"a"_s, SessionListModel::DetailRole);
        QVERIFY2(line.startsWith(u"needs permission since "_s), qPrintable(line));
        QVERIFY2(line.contains(u"muted until "_s), qPrintable(line));
        QVERIFY2(line.contains(u"texts waiting for the server"_s), qPrintable(line));
        QVERIFY(text(u"a"_s, Qt::AccessibleTextRole).contains(line));
        const Changes changes{*m_model};
        m_model->refreshDay();
        QCOMPARE(changes.changedRows(), 0);
        m_clock.move(48h);
        m_model->refreshDay();
        QCOMPARE(changes.changedRows(), 1);
        QVERIFY(text(u"a"_s, SessionListModel::DetailRole) != line);
    }
    void namesAreShownAsTheyAre()
    {
        SessionView one = session(u"a"_s, {}, u"a\u202E<b>\n&b"_s);
        m_model->setSessions({one, session(u"b"_s)});
        QCOMPARE(text(u"a"_s), u"a<b> &b"_s);
        QVERIFY(text(u"a"_s, Qt::ToolTipRole).contains(u"a&lt;b&gt; &amp;b"_s));
        one.name.clear();
        m_model->setSessions({one});
        QCOMPARE(text(u"a"_s), u"Unnamed session"_s);
    }
    void whateverHappensTheOrderHolds()
    {
        QRandomGenerator random{42};
        QList<SessionView> sessions;
        const auto change = [&](SessionView& view) {
            view.state = static_cast<SessionState>(random.bounded(8));
            view.since = m_clock.nowUtc().addSecs(-random.bounded(100));
            view.dialog = view.state == SessionState::Waiting && random.bounded(2) == 0
                              ? std::optional{AlertKind::Permission}
                              : std::nullopt;
            view.name = u"name %1"_s.arg(random.bounded(300));
        };
        for (int i = 0; i < 1'000; ++i) {
            sessions << session(u"s%1"_s.arg(i));
            change(sessions.last());
        }
        int next = 1'000;
        for (int round = 0; round < 200; ++round) {
            for (int i = random.bounded(6); i > 0; --i)
                change(sessions[random.bounded(static_cast<int>(sessions.size()))]);
            if (random.bounded(4) == 0)
                sessions.removeAt(random.bounded(static_cast<int>(sessions.size())));
            if (random.bounded(4) == 0)
                sessions << session(u"s%1"_s.arg(next++));
            if (round % 50 == 10)
                m_model->load(sessions, {{u"p%1"_s.arg(round), u"name 1"_s, m_clock.nowUtc().addDays(-1)}});
            m_model->setSessions(sessions);
        }
        int before = -1;
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const QString id = m_model->index(row).data(SessionListModel::IdRole).toString();
            const SessionView* view = m_model->find(id);
            QVERIFY(view);
            QCOMPARE(m_model->indexOf(id).row(), row);
            const int rank = urgencyRank(view->state, view->dialog);
            QVERIFY(rank >= before);
            before = rank;
        }
        for (const SessionView& view : std::as_const(sessions))
            QVERIFY(*m_model->find(view.id) == view);
        QSet<QString> names;
        for (const SessionView& view : std::as_const(sessions))
            names << text(view.id);
        QCOMPARE(names.size(), sessions.size());
    }
};

QTEST_MAIN(TestSessionListModel)
#include "test_session_list_model.moc"
