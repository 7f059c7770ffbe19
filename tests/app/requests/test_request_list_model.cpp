// SPDX-License-Identifier: MIT
#include "app/requests/request_list_model.h"
#include "tests/app/requests/request_stage.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestRequestListModel final : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<RequestStage> m_stage;
    MovedClock m_clock;
    std::unique_ptr<RequestListModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    void make()
    {
        m_model = std::make_unique<RequestListModel>(m_stage->answers(), m_clock);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    }
    [[nodiscard]] QString text(int row) const { return m_model->index(row).data().toString(); }
    [[nodiscard]] QStringList commands() const
    {
        QStringList all;
        for (int row = 0; row < m_model->rowCount(); ++row)
            all += text(row).section(u'\n', 1, 1).remove(u"Run: "_s);
        return all;
    }

private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<RequestStage>();
        QVERIFY(m_stage->begin());
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_stage.reset();
    }

    void whatStopsASessionComesFirstThenTheOldest()
    {
        m_stage->askAsSubagent(u"make"_s);
        m_stage->ask(u"ls"_s);
        make();
        QCOMPARE(commands(), (QStringList{u"ls"_s, u"make"_s}));
        m_stage->ask(u"pwd"_s, u"blog"_s);
        m_stage->askAsSubagent(u"id"_s, u"blog"_s);
        QCOMPARE(commands(), (QStringList{u"ls"_s, u"pwd"_s, u"make"_s, u"id"_s}));
        QVERIFY(text(0).startsWith(u"shop: needs permission"_s));
        QCOMPARE(text(0).section(u'\n', 1, 1), u"Run: ls"_s); // as the notification says it
        QVERIFY(!text(0).contains(u"subagent"_s));
        QVERIFY(text(2).contains(u"subagent"_s));
    }
    void oneEventChangesOneRow()
    {
        make();
        QSignalSpy inserted{m_model.get(), &QAbstractItemModel::rowsInserted};
        QSignalSpy removed{m_model.get(), &QAbstractItemModel::rowsRemoved};
        QSignalSpy reset{m_model.get(), &QAbstractItemModel::modelReset};
        QSignalSpy layout{m_model.get(), &QAbstractItemModel::layoutChanged};
        const AlertId first = m_stage->ask(u"ls"_s).alert;
        m_stage->ask(u"pwd"_s);
        QCOMPARE(inserted.size(), 2);
        QCOMPARE(m_model->first(), first);
        m_stage->answers().leaveToTerminal(first);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(commands(), QStringList{u"pwd"_s});
        QCOMPARE(inserted.size() + removed.size(), 3);
        QCOMPARE(reset.size() + layout.size(), 0);
    }
    void theOneInViewStaysUntilAnotherIs()
    {
        make();
        const AlertId first = m_stage->ask(u"ls"_s).alert;
        const AlertId second = m_stage->ask(u"pwd"_s).alert;
        m_model->setViewed(first);
        m_stage->answers().leaveToTerminal(first);
        QCOMPARE(m_model->rowCount(), 2);
        QVERIFY(m_model->indexOf(first).data(RequestListModel::EndedRole).toBool());
        QVERIFY(text(0).contains(u"no longer waiting"_s));
        QCOMPARE(m_model->first(), second);
        m_model->setViewed(second);
        QTRY_COMPARE(m_model->rowCount(), 1);
        QCOMPARE(m_model->alertAt(m_model->index(0)), second);
    }
    void saysSinceWhen()
    {
        make();
        m_stage->ask(u"ls"_s);
        QVERIFY(text(0).contains(u"asked just now"_s));
        m_clock.moveBy(2min);
        QVERIFY2(text(0).contains(u"asked 2 min ago"_s), qPrintable(text(0)));
        m_clock.moveBy(3h);
        QVERIFY2(text(0).contains(u"asked 3 h ago"_s), qPrintable(text(0)));
    }
};

QTEST_MAIN(TestRequestListModel)
#include "test_request_list_model.moc"
