// SPDX-License-Identifier: MIT
#include "app/sessions/session_filter.h"
#include "app/sessions/session_list_model.h"
#include "tests/app/windows/hand_clock.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestSessionFilter final : public QObject
{
    Q_OBJECT
private:
    HandClock m_clock;
    std::unique_ptr<SessionListModel> m_model;
    std::unique_ptr<SessionFilter> m_filter;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QList<SessionView> m_sessions;

    [[nodiscard]] SessionView session(const QString& id, const QString& name, SessionState state) const
    {
        return {.id = id, .name = name, .state = state, .since = m_clock.nowUtc()};
    }
    [[nodiscard]] QStringList listed() const
    {
        QStringList ids;
        for (int row = 0; row < m_filter->rowCount(); ++row)
            ids << m_filter->index(row, 0).data(SessionListModel::IdRole).toString();
        return ids;
    }
    void set(int index, SessionState state)
    {
        m_sessions[index].state = state;
        m_model->setSessions(m_sessions);
    }

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<SessionListModel>(m_clock);
        m_filter = std::make_unique<SessionFilter>();
        m_filter->setSourceModel(m_model.get());
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_filter.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_sessions = {session(u"asks"_s, u"shop"_s, SessionState::Waiting),
                      session(u"stopped"_s, u"blog"_s, SessionState::Error),
                      session(u"works"_s, u"shop tests"_s, SessionState::Working),
                      session(u"done"_s, u"x"_s, SessionState::Done),
                      session(u"lost"_s, u"y"_s, SessionState::Lost)};
        m_sessions[3].path = u"/srv/Shop"_s;
        m_sessions[4].host = u"builder"_s;
        m_model->load(m_sessions, {{u"old"_s, u"shop"_s, m_clock.nowUtc()}});
    }
    void cleanup()
    {
        m_tester.reset();
        m_filter.reset();
        m_model.reset();
    }

    void eachGroupHasItsStates()
    {
        QCOMPARE(listed().size(), 6);
        m_filter->setGroup(SessionGroup::NeedsYou);
        QCOMPARE(listed(), (QStringList{u"stopped"_s, u"asks"_s, u"lost"_s}));
        m_filter->setGroup(SessionGroup::Working);
        QCOMPARE(listed(), QStringList{u"works"_s});
        m_filter->setGroup(SessionGroup::Finished);
        QCOMPARE(listed(), QStringList{u"done"_s});
        m_filter->setGroup(SessionGroup::Ended);
        QCOMPARE(listed(), (QStringList{u"lost"_s, u"old"_s}));
    }
    void whatNeedsThePersonIsToldApartByKind()
    {
        SessionView permission = session(u"permission"_s, u"p"_s, SessionState::Waiting);
        permission.dialog = AlertKind::Permission;
        SessionView question = session(u"question"_s, u"q"_s, SessionState::Waiting);
        question.dialog = AlertKind::Question;
        m_sessions << permission << question << session(u"quiet"_s, u"s"_s, SessionState::Quiet);
        m_model->setSessions(m_sessions);
        m_filter->setGroup(SessionGroup::NeedsYou);
        QCOMPARE(listed().size(), 6);
        m_filter->setGroup(SessionGroup::Permission);
        QCOMPARE(listed(), QStringList{u"permission"_s});
        m_filter->setGroup(SessionGroup::Question);
        QCOMPARE(listed(), QStringList{u"question"_s});
        m_filter->setGroup(SessionGroup::Waiting);
        QCOMPARE(listed(), QStringList{u"asks"_s});
        m_filter->setGroup(SessionGroup::Stopped);
        QCOMPARE(listed(), (QStringList{u"stopped"_s, u"lost"_s}));
        // Its dialog is answered, and Claude asks something else.
        m_filter->setGroup(SessionGroup::Question);
        m_sessions[5].dialog = AlertKind::Question;
        m_model->setSessions(m_sessions);
        QCOMPARE(listed(), (QStringList{u"permission"_s, u"question"_s}));
    }
    void aSearchLooksAtNameFolderAndComputer()
    {
        m_filter->setSearch(u"SHOP"_s);
        QCOMPARE(listed(), (QStringList{u"asks"_s, u"works"_s, u"done"_s, u"old"_s}));
        m_filter->setSearch(u"tests  shop"_s);
        QCOMPARE(listed(), QStringList{u"works"_s});
        m_filter->setSearch(u"builder"_s);
        QCOMPARE(listed(), QStringList{u"lost"_s});
        m_filter->setSearch(u"[("_s); // no pattern
        QCOMPARE(listed(), QStringList{});
        m_filter->setSearch({});
        m_filter->setGroup(SessionGroup::Ended);
        m_filter->setSearch(u"shop"_s);
        QCOMPARE(listed(), QStringList{u"old"_s});
    }
    void eventsMoveSessionsInAndOut()
    {
        m_filter->setGroup(SessionGroup::Working);
        set(0, SessionState::Working);
        QCOMPARE(listed(), (QStringList{u"asks"_s, u"works"_s}));
        set(2, SessionState::Done);
        QCOMPARE(listed(), QStringList{u"asks"_s});
    }
    void whatIsInViewStaysUntilThePersonChoosesAnother()
    {
        m_filter->setGroup(SessionGroup::Working);
        m_filter->keep(u"works"_s);
        set(2, SessionState::Done);
        QCOMPARE(listed(), QStringList{u"works"_s});
        m_filter->keep(u"asks"_s); // chosen elsewhere
        QCOMPARE(listed(), QStringList{u"asks"_s});
        m_filter->setGroup(SessionGroup::Finished);
        QCOMPARE(listed(), (QStringList{u"works"_s, u"done"_s}));
        m_filter->keep(u"works"_s);
        m_filter->setSearch(u"x"_s);
        QCOMPARE(listed(), QStringList{u"done"_s});
    }
    void itHoldsUnderRandomChanges()
    {
        QRandomGenerator random{7};
        for (int i = 0; i < 100; ++i)
            m_sessions << session(u"s%1"_s.arg(i), u"n%1"_s.arg(i % 10), SessionState::Idle);
        for (int round = 0; round < 300; ++round) {
            set(random.bounded(static_cast<int>(m_sessions.size())),
                static_cast<SessionState>(random.bounded(8)));
            if (round % 20 == 0)
                m_filter->setGroup(static_cast<SessionGroup>(random.bounded(5)));
            if (round % 30 == 0)
                m_filter->setSearch(random.bounded(2) == 0 ? QString{} : u"n1"_s);
            if (round % 10 == 0)
                m_filter->keep(m_sessions.at(random.bounded(static_cast<int>(m_sessions.size()))).id);
        }
        m_filter->setSearch({});
        m_filter->setGroup(SessionGroup::All);
        QCOMPARE(m_filter->rowCount(), m_model->rowCount());
    }
};

QTEST_MAIN(TestSessionFilter)
#include "test_session_filter.moc"
