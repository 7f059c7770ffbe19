// SPDX-License-Identifier: MIT
// Which window the tray app opens at a start, on a desktop without a tray or with one.
#include "tests/app/tray/fake_status_notifier.h"
#include "tests/e2e/stage.h"

#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

namespace {
// Milliseconds: a desktop takes its time on a busy machine.
constexpr int Patience = 30'000;
const QString FirstWindow = u"^Set Up"_s;

/// The visible windows of the desktop with such a title.
int windows(const QString& title)
{
    QProcess search;
    search.start(u"xdotool"_s, {u"search"_s, u"--onlyvisible"_s, u"--name"_s, title});
    search.waitForFinished();
    return static_cast<int>(search.readAllStandardOutput().count('\n'));
}
} // namespace

class TestFirstStart final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_stage = std::make_unique<Stage>(); }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qInfo().noquote() << "the app said:" << m_stage->appOutput();
        m_stage.reset();
    }

    void theFirstStartOpensTheFirstWindow()
    {
        QVERIFY(m_stage->startApp({}));
        QTRY_COMPARE_WITH_TIMEOUT(windows(FirstWindow), 1, Patience);
        QCOMPARE(windows(u"^Log In"_s), 0); // a phone number is optional
    }

    void aHiddenStartLeavesItToTheNextOne()
    {
        FakeStatusNotifierWatcher panel;
        QVERIFY(panel.start());
        panel.addHost();
        QVERIFY(m_stage->startApp({u"--hidden"_s}));
        QTRY_COMPARE_WITH_TIMEOUT(panel.items().size(), 1, Patience);
        QCOMPARE(windows(FirstWindow), 0);
        QCOMPARE(m_stage->runApp({}).exitCode, 0); // a second start
        QTRY_COMPARE_WITH_TIMEOUT(windows(FirstWindow), 1, Patience);
    }

    void withATrayALaterStartOpensNothing()
    {
        m_stage->choose(u"setup/shown"_s, u"true"_s);
        FakeStatusNotifierWatcher panel;
        QVERIFY(panel.start());
        panel.addHost();
        QVERIFY(m_stage->startApp({}));
        QTRY_COMPARE_WITH_TIMEOUT(panel.items().size(), 1, Patience);
        QCOMPARE(m_stage->runApp({}).exitCode, 0);
        QTRY_VERIFY_WITH_TIMEOUT(windows(u"."_s) > 0, Patience); // the second one opens a window
        QCOMPARE(windows(FirstWindow), 0);
        QCOMPARE(windows(u"^Log In"_s), 0);
    }

    void withoutATrayALaterStartOpensItAgain()
    {
        m_stage->choose(u"setup/shown"_s, u"true"_s);
        QVERIFY(m_stage->startApp({}));
        QTRY_COMPARE_WITH_TIMEOUT(windows(FirstWindow), 1, Patience);
    }

private:
    std::unique_ptr<Stage> m_stage;
};

QTEST_MAIN(TestFirstStart)
#include "test_first_start.moc"
