// SPDX-License-Identifier: MIT
// The window of the sessions for a keyboard and a screen reader, in every language.
#include "tests/app/requests/request_bench.h"
#include "tests/app/window_walk.h"
#include "tests/support/active_window.h"
#include "translations/language.h"

#include <QMessageBox>
#include <QTabWidget>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

class TestSessionAccessibility final : public QObject
{
    Q_OBJECT
private:
    Language m_language;
    std::unique_ptr<RequestBench> m_bench;

    [[nodiscard]] SessionWindow& window() { return m_bench->window; }
    void begin(const QString& session)
    {
        QJsonObject request = CompanionStage::hook(u"UserPromptSubmit"_s, session, {{u"prompt"_s, u"go"_s}});
        request.insert(u"boot_id"_s, QString::fromLatin1(QSysInfo::bootUniqueId()));
        m_bench->stage.pipeline().takeHook(request);
    }
    /// With a request in view, its buttons usable; or with a history.
    void open(bool hasRequest)
    {
        begin(u"blog"_s);
        begin(u"shop"_s);
        if (hasRequest)
            m_bench->stage.ask(u"npm publish"_s, u"shop"_s);
        m_bench->open();
        makeActive(window());
        if (hasRequest)
            QVERIFY(m_bench->waitForButtons());
        QTRY_VERIFY(window().focusWidget());
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("hasRequest");
        for (const QString& language : {u"en"_s, u"de"_s, u"fr"_s}) {
            QTest::addRow("request %s", qPrintable(language)) << language << true;
            QTest::addRow("history %s", qPrintable(language)) << language << false;
        }
    }
    void init()
    {
        QFETCH_GLOBAL(QString, language);
        QFETCH_GLOBAL(bool, hasRequest);
        m_language.use(language);
        m_bench = std::make_unique<RequestBench>();
        QVERIFY(m_bench->hasBegun);
        open(hasRequest);
    }
    void cleanup()
    {
        m_bench.reset();
        m_language.use(u"en"_s);
    }

    void aScreenReaderHearsOfAWindow()
    {
        QCOMPARE(QAccessible::queryAccessibleInterface(&window())->role(), QAccessible::Window);
    }

    void everyWidgetOfTheKeyboardHasAName()
    {
        QVERIFY(!reachable(window()).isEmpty());
        QCOMPARE(namelessOf(reachable(window())), QString{});
    }
    void tabVisitsAllAndComesBack()
    {
        const QList<QWidget*> wanted = reachable(window());
        QCOMPARE(visitedByTab(window()), QSet<QWidget*>(wanted.cbegin(), wanted.cend()));
    }
    void noTwoMnemonicsAreTheSame() { QCOMPARE(wrongMnemonicOf(mnemonicTexts(window())), QString{}); }
    void theFirstTabIsNeverCut()
    {
        QFont large = window().font();
        large.setPointSize(16);
        window().setFont(large);
        window().resize(800, 560);
        QCoreApplication::processEvents();
        const auto* history = window().findChild<QTabWidget*>(u"history"_s);
        if (!history->isVisible())
            return;
        const QTabBar& tabs = *history->tabBar();
        const int needed = tabs.fontMetrics().size(Qt::TextShowMnemonic, tabs.tabText(0)).width();
        QVERIFY2(
            tabs.tabRect(0).width() > needed,
            qPrintable(u"%1 needs %2 of %3"_s.arg(tabs.tabText(0)).arg(needed).arg(tabs.tabRect(0).width())));
        QVERIFY(tabs.tabRect(0).right() <= tabs.width());
    }
    void theQuestionBeforeTheEndHasNamesAndMnemonics()
    {
        m_bench->click(u"endSession"_s);
        auto* question = window().findChild<QMessageBox*>(u"endQuestion"_s);
        QVERIFY(question);
        QVERIFY(!question->windowTitle().isEmpty());
        QCOMPARE(namelessOf(reachable(*question)), QString{});
        QCOMPARE(wrongMnemonicOf(mnemonicTexts(*question)), QString{});
        const QList<QWidget*> wanted = reachable(*question);
        QCOMPARE(visitedByTab(*question), QSet<QWidget*>(wanted.cbegin(), wanted.cend()));
    }
};

QTEST_MAIN(TestSessionAccessibility)
#include "test_session_accessibility.moc"
