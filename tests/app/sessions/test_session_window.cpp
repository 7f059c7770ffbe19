// SPDX-License-Identifier: MIT
// The window of the sessions: what a person sees and does in it, and what is computed for it.
#include "app/sessions/session_list_model.h"
#include "app/sessions/story_text.h"
#include "core/channels/desktop/toast_text.h"
#include "core/pipeline/alert_recorder.h"
#include "tests/app/requests/request_bench.h"
#include "tests/support/active_window.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTabWidget>

#include <algorithm>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using Hook = RequestStage::Hook;

class TestSessionWindow final : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<RequestBench> m_bench;

    [[nodiscard]] RequestStage& stage() { return m_bench->stage; }
    [[nodiscard]] SessionWindow& window() { return m_bench->window; }
    [[nodiscard]] QListView& list() { return *window().findChild<QListView*>(u"sessions"_s); }
    [[nodiscard]] QListView& story() { return *window().findChild<QListView*>(u"story"_s); }
    [[nodiscard]] QTabWidget& parts() { return *window().findChild<QTabWidget*>(u"parts"_s); }
    [[nodiscard]] QLineEdit& search() { return *window().findChild<QLineEdit*>(u"search"_s); }
    [[nodiscard]] QStringList listed()
    {
        QStringList ids;
        for (int row = 0; row < list().model()->rowCount(); ++row)
            ids << list().model()->index(row, 0).data(SessionListModel::IdRole).toString();
        return ids;
    }
    [[nodiscard]] QDialog* naming()
    {
        for (auto* dialog : window().findChildren<QDialog*>(u"rename"_s)) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }
    [[nodiscard]] QLineEdit& nameLine() { return *naming()->findChild<QLineEdit*>(u"name"_s); }
    [[nodiscard]] QString marked() { return list().currentIndex().data(SessionListModel::IdRole).toString(); }
    /// In the list, as a person does.
    void choose(const QString& id)
    {
        const auto row = static_cast<int>(listed().indexOf(id));
        const QRect place = list().visualRect(list().model()->index(row, 0));
        QTest::mouseClick(list().viewport(), Qt::LeftButton, {}, place.center());
        QCoreApplication::processEvents();
    }
    /// A hook, and what the app does soon after it.
    void hook(const QString& event, const QString& session, const QJsonObject& fields = {})
    {
        QJsonObject request = CompanionStage::hook(event, session, fields);
        request.insert(u"boot_id"_s, QString::fromLatin1(QSysInfo::bootUniqueId()));
        stage().pipeline().takeHook(request);
        window().refreshSessions();
    }
    void begin(const QStringList& sessions)
    {
        for (const QString& session : sessions)
            hook(u"UserPromptSubmit"_s, session, {{u"prompt"_s, u"go"_s}});
    }
    /// The question whether the session is to be ended; null: none.
    [[nodiscard]] QMessageBox* endQuestion() { return window().findChild<QMessageBox*>(u"endQuestion"_s); }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<RequestBench>();
        QVERIFY(m_bench->hasBegun);
    }
    void cleanup() { m_bench.reset(); }

    void withNothingItSaysHowToBegin()
    {
        m_bench->open();
        QVERIFY(m_bench->text(u"noSession"_s).contains(u"Set Up…"_s));
        QVERIFY(!m_bench->find<QTabWidget>(u"history"_s));
        begin({u"shop"_s});
        QCOMPARE(listed(), QStringList{u"shop"_s});
        QVERIFY(window().chosen().isEmpty()); // it is the person who chooses
        choose(u"shop"_s);
        QCOMPARE(window().chosen(), u"shop"_s);
        QVERIFY(m_bench->text(u"noSession"_s).isEmpty());
    }
    void itOpensWithTheMostUrgentInView()
    {
        begin({u"blog"_s, u"shop"_s});
        hook(u"StopFailure"_s, u"shop"_s, {{u"error"_s, u"rate_limit"_s}});
        m_bench->open();
        QCOMPARE(listed().first(), u"shop"_s);
        QCOMPARE(window().chosen(), u"shop"_s);
        QCOMPARE(marked(), u"shop"_s);
        QCOMPARE(parts().currentIndex(), 1);
        QVERIFY(list().hasFocus() || !window().isActiveWindow());
        window().hide();
        Hook& asked = stage().ask(u"ls"_s, u"blog"_s);
        m_bench->open();
        QCOMPARE(window().viewed(), asked.alert);
        QCOMPARE(window().chosen(), u"blog"_s);
        QCOMPARE(marked(), u"blog"_s);
        QCOMPARE(listed().first(), u"blog"_s);
        QCOMPARE(parts().currentIndex(), 0);
    }
    void whatCannotBeAnsweredHereIsSaidTooAndWhichErrorStoppedIt()
    {
        begin({u"shop"_s, u"blog"_s});
        hook(u"PermissionRequest"_s, u"shop"_s,
             {{u"tool_name"_s, u"Bash"_s}, {u"tool_input"_s, QJsonObject{{u"command"_s, u"npm publish"_s}}}});
        hook(u"StopFailure"_s, u"blog"_s,
             {{u"error"_s, u"server_error"_s},
              {u"last_assistant_message"_s, u"API Error: 500 {\"secret\"}"_s}});
        m_bench->open();
        choose(u"shop"_s);
        const QString run = alertContents(stage().pipeline().openAlerts(u"shop"_s).front().alert);
        QVERIFY2(run.contains(u"npm publish"_s), qPrintable(run));
        QVERIFY2(m_bench->text(u"sessionAbout"_s).endsWith(u'\n' + run),
                 qPrintable(m_bench->text(u"sessionAbout"_s)));
        const auto top = [this] { return story().model()->index(0, 0).data().toString(); };
        QVERIFY2(top().endsWith(u": "_s + run), qPrintable(top()));
        parts().setCurrentIndex(0);
        QCOMPARE(m_bench->text(u"noRequest"_s), u"Answer it in the terminal: "_s + run);
        choose(u"blog"_s);
        parts().setCurrentIndex(0);
        QCOMPARE(m_bench->text(u"noRequest"_s), u"Nothing is waiting for an answer."_s);
        parts().setCurrentIndex(1);
        QVERIFY(m_bench->text(u"sessionAbout"_s).endsWith(u"\nThe API had an internal error"_s));
        QVERIFY2(top().endsWith(u": The API had an internal error"_s), qPrintable(top()));
        // It goes on; which error it was is kept, what was asked is not.
        hook(u"UserPromptSubmit"_s, u"blog"_s, {{u"prompt"_s, u"again"_s}});
        QVERIFY(!m_bench->text(u"sessionAbout"_s).contains(u'\n'));
        const std::vector<HistoryRow> kept = stage().states().story(u"blog"_s, nullptr, 9);
        const auto error = std::find_if(kept.begin(), kept.end(),
                                        [](const HistoryRow& row) { return row.topic == u"error"_s; });
        QVERIFY(error != kept.end() && error->closedAt.isValid());
        QCOMPARE(apiErrorOf(*error).translated(), u"The API had an internal error"_s);
        QVERIFY(storyText(*error, error->closedAt, {}).title.endsWith(u": The API had an internal error"_s));
        QVERIFY(stage().states().story(u"shop"_s, nullptr, 1).front().detail.isEmpty());
    }
    void aSessionThatNeverAlertedStaysWithItsFolder()
    {
        const QString folder = QDir::tempPath();
        hook(u"UserPromptSubmit"_s, u"shop"_s, {{u"prompt"_s, u"go"_s}, {u"cwd"_s, folder}});
        hook(u"SessionEnd"_s, u"shop"_s, {{u"reason"_s, u"other"_s}, {u"cwd"_s, folder}});
        m_bench->open();
        QCOMPARE(listed(), QStringList{u"shop"_s});
        choose(u"shop"_s);
        QVERIFY(m_bench->isUsable(u"openFolder"_s));
        m_bench->click(u"openFolder"_s);
        QCOMPARE(m_bench->done, QStringList{u"folder "_s + folder});
    }
    void aSessionThatIsAskedForComesIntoView()
    {
        begin({u"shop"_s, u"blog"_s});
        Hook& asked = stage().ask(u"ls"_s, u"api"_s);
        window().showSession(u"blog"_s); // before it is open
        m_bench->open();
        QCOMPARE(window().chosen(), u"blog"_s);
        QCOMPARE(marked(), u"blog"_s);
        QCOMPARE(parts().currentIndex(), 1);
        window().showSession(u"api"_s);
        QCOMPARE(window().viewed(), asked.alert);
        window().showSession(u"shop"_s);
        QCOMPARE(window().chosen(), u"shop"_s);
        window().showSession(u"gone"_s);
        QCOMPARE(window().chosen(), u"shop"_s);
    }
    void whatIsInViewStaysWhateverHappens()
    {
        begin({u"blog"_s, u"shop"_s, u"api"_s});
        m_bench->open();
        choose(u"shop"_s);
        Hook& other = stage().ask(u"ls"_s, u"blog"_s);
        hook(u"Stop"_s, u"api"_s);
        hook(u"UserPromptSubmit"_s, u"new"_s, {{u"prompt"_s, u"go"_s}});
        QCOMPARE(window().chosen(), u"shop"_s);
        QCOMPARE(marked(), u"shop"_s);
        QVERIFY(!window().viewed().isValid());
        QCOMPARE(listed().first(), u"blog"_s);
        // Its own request does not come into view either, and it is one click away.
        Hook& own = stage().ask(u"pwd"_s, u"shop"_s);
        window().refreshSessions();
        QVERIFY(!window().viewed().isValid());
        QCOMPARE(parts().tabText(0), u"Re&quests (1)"_s);
        choose(u"shop"_s);
        QCOMPARE(window().viewed(), own.alert);
        QCOMPARE(parts().currentIndex(), 0);
        // It ends; so does the one beside it.
        hook(u"SessionEnd"_s, u"shop"_s, {{u"reason"_s, u"other"_s}});
        stage().answers().leaveToTerminal(other.alert);
        window().refreshSessions();
        QCOMPARE(window().chosen(), u"shop"_s);
        QCOMPARE(window().viewed(), own.alert);
        QCOMPARE(marked(), u"shop"_s);
    }
    void aSessionThatWaitsShowsItsRequestAndAnotherItsHistory()
    {
        begin({u"blog"_s, u"shop"_s});
        Hook& asked = stage().ask(u"npm publish"_s, u"shop"_s);
        m_bench->open();
        choose(u"blog"_s);
        QVERIFY(!window().viewed().isValid());
        QCOMPARE(parts().currentIndex(), 1);
        choose(u"shop"_s);
        QCOMPARE(window().viewed(), asked.alert);
        QCOMPARE(parts().currentIndex(), 0);
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"accept"_s);
        QCOMPARE(asked.verdict(), u"allow"_s);
        parts().setCurrentIndex(1);
        window().refreshSessions();
        QTRY_VERIFY(story().model()->rowCount() > 0);
        const QString told = story().model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(told.contains(u"Needs permission: Run: npm publish"_s), qPrintable(told));
        QVERIFY2(told.contains(u"Allowed once in the window."_s), qPrintable(told));
    }
    void requestsOfOneSessionFollowEachOther()
    {
        Hook& first = stage().ask(u"ls"_s, u"shop"_s);
        Hook& second = stage().ask(u"pwd"_s, u"blog"_s);
        m_bench->open(first.alert);
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"deny"_s);
        m_bench->click(u"next"_s);
        QCOMPARE(window().viewed(), second.alert);
        QCOMPARE(window().chosen(), u"blog"_s);
        QCOMPARE(marked(), u"blog"_s);
    }
    void buttonsAreInertAfterTheSessionWasChanged()
    {
        Hook& first = stage().ask(u"ls"_s, u"shop"_s);
        stage().ask(u"pwd"_s, u"blog"_s);
        m_bench->open(first.alert);
        QVERIFY(m_bench->waitForButtons());
        choose(u"blog"_s);
        QVERIFY(!m_bench->isUsable(u"accept"_s));
        m_bench->click(u"accept"_s);
        QVERIFY(m_bench->waitForButtons());
        parts().setCurrentIndex(1);
        parts().setCurrentIndex(0);
        QVERIFY(!m_bench->isUsable(u"accept"_s));
        choose(u"shop"_s);
        QVERIFY(!m_bench->isUsable(u"deny"_s));
        QCOMPARE(stage().answers().waiting().size(), std::size_t{2});
    }
    void searchAndFilterHideWhatIsNotMeant()
    {
        begin({u"blog"_s, u"shop"_s});
        m_bench->open();
        makeActive(window());
        choose(u"blog"_s);
        QTest::keyClick(&window(), Qt::Key_F, Qt::ControlModifier);
        QTRY_COMPARE(window().focusWidget(), static_cast<QWidget*>(&search()));
        QTest::keyClicks(&search(), u"sho"_s);
        QCOMPARE(listed(), QStringList{u"shop"_s});
        QCOMPARE(window().chosen(), u"blog"_s); // what was in view stays there
        QVERIFY(marked().isEmpty());
        QTest::keyClick(&search(), Qt::Key_Down);
        QCOMPARE(window().chosen(), u"shop"_s);
        QVERIFY(list().hasFocus());
        QTest::keyClick(&list(), Qt::Key_Escape); // the search first
        QVERIFY(window().isVisible());
        QCOMPARE(listed().size(), 2);
        QCOMPARE(marked(), u"shop"_s);
        auto* group = window().findChild<QComboBox*>(u"group"_s);
        const auto show = [group](const QString& text) { group->setCurrentIndex(group->findText(text)); };
        for (const QString& text :
             {u"Needs You"_s, u"Needs Permission"_s, u"Has a Question"_s, u"Waiting"_s, u"Stopped"_s}) {
            show(text);
            QVERIFY2(group->currentText() == text && listed().isEmpty(), qPrintable(text));
            QCOMPARE(window().chosen(), u"shop"_s);
        }
        show(u"Working"_s);
        QCOMPARE(listed().size(), 2);
        choose(u"shop"_s);
        hook(u"SessionEnd"_s, u"shop"_s, {{u"reason"_s, u"other"_s}});
        QTRY_VERIFY(window().findChild<QLabel*>(u"sessionAbout"_s)->text().contains(u"ended"_s) ||
                    (window().refreshSessions(), false));
        QCOMPARE(listed().size(), 2); // still in view
        choose(u"blog"_s);
        QTRY_COMPARE(listed(), QStringList{u"blog"_s});
        QTest::keyClick(&list(), Qt::Key_Escape);
        QVERIFY(!window().isVisible());
    }
    void theArrowKeysGoThroughTheList()
    {
        begin({u"a"_s, u"b"_s, u"c"_s});
        m_bench->open();
        QCOMPARE(window().chosen(), u"a"_s);
        list().setFocus();
        QTest::keyClick(&list(), Qt::Key_Down);
        QCOMPARE(window().chosen(), u"b"_s);
        QTest::keyClick(&list(), Qt::Key_End);
        QCOMPARE(window().chosen(), u"c"_s);
        QTest::keyClick(&list(), Qt::Key_Up);
        QCOMPARE(window().chosen(), u"b"_s);
    }
    void whatCanBeDoneIsDoneWithTheSessionInView()
    {
        begin({u"blog"_s, u"shop"_s});
        m_bench->open();
        choose(u"shop"_s);
        m_bench->click(u"showTerminal"_s);
        m_bench->click(u"continueSession"_s);
        m_bench->click(u"openFolder"_s);
        m_bench->find<QCheckBox>(u"texts"_s)->click();
        const auto* mute = m_bench->button(u"mute"_s);
        QVERIFY(mute && mute->menu());
        mute->menu()->actions().at(1)->trigger();
        QCOMPARE(m_bench->done.size(), 5);
        QCOMPARE(m_bench->done.at(0), u"terminal shop"_s);
        QCOMPARE(m_bench->done.at(1), u"continue shop"_s);
        QVERIFY(m_bench->done.at(2).startsWith(u"folder /"_s));
        QVERIFY(m_bench->done.at(3).startsWith(u"texts shop "_s));
        QCOMPARE(m_bench->done.at(4), u"mute shop 1h"_s);
    }
    void aSessionThatCannotBeTypedIntoIsNotContinued()
    {
        begin({u"blog"_s, u"shop"_s});
        m_bench->cannotContinue = u"shop"_s;
        m_bench->open();
        choose(u"shop"_s);
        QVERIFY(!m_bench->button(u"continueSession"_s)->isEnabled());
        choose(u"blog"_s);
        QVERIFY(m_bench->button(u"continueSession"_s)->isEnabled());
    }
    void aSessionIsEndedWhenThePersonHasConfirmedIt()
    {
        begin({u"blog"_s, u"shop"_s});
        m_bench->open();
        choose(u"shop"_s);
        m_bench->click(u"endSession"_s);
        QVERIFY(endQuestion());
        QVERIFY2(endQuestion()->text().contains(u"shop"_s), qPrintable(endQuestion()->text()));
        QCOMPARE(m_bench->done, QStringList{});
        choose(u"blog"_s); // which is not what was asked about
        QTest::mouseClick(endQuestion()->findChild<QPushButton*>(u"confirmEnd"_s), Qt::LeftButton);
        QCOMPARE(m_bench->done, QStringList{u"end shop"_s});
        QTRY_VERIFY(!endQuestion());
    }
    void enterAndEscapeEndNoSession()
    {
        begin({u"shop"_s});
        m_bench->open();
        choose(u"shop"_s);
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Escape}) {
            m_bench->click(u"endSession"_s);
            QVERIFY(endQuestion());
            QTest::keyClick(endQuestion(), key);
            QTRY_VERIFY(!endQuestion());
        }
        m_bench->click(u"endSession"_s);
        endQuestion()->close();
        QTRY_VERIFY(!endQuestion());
        QCOMPARE(m_bench->done, QStringList{});
    }
    void aSessionWithoutAProcessHereIsNotEnded()
    {
        begin({u"blog"_s, u"shop"_s});
        m_bench->cannotEnd = u"shop"_s;
        m_bench->open();
        choose(u"shop"_s);
        QVERIFY(!m_bench->isUsable(u"endSession"_s));
        choose(u"blog"_s);
        QVERIFY(m_bench->isUsable(u"endSession"_s));
    }
    void aSessionIsRenamed()
    {
        begin({u"blog"_s, u"shop"_s});
        m_bench->open();
        makeActive(window());
        choose(u"shop"_s);
        const DeliveryStatus texts = stage().pipeline().sessions().at(1).texts;
        QTest::keyClick(&list(), Qt::Key_F2);
        QCOMPARE(naming()->isModal(), false);
        QCOMPARE(nameLine().text(), u"shop"_s);
        nameLine().setText(u"the \u202Eshop"_s);
        QTest::mouseClick(naming()->findChild<QPushButton*>(u"confirmRename"_s), Qt::LeftButton);
        QCOMPARE(naming(), nullptr);
        QCOMPARE(list().currentIndex().data().toString(), u"the shop"_s);
        QCOMPARE(stage().pipeline().sessions().at(1).name, u"the shop"_s);
        QCOMPARE(stage().pipeline().sessions().at(1).texts, texts); // nothing else changes
    }
    void aNameIsNeverEmpty()
    {
        begin({u"shop"_s});
        m_bench->open();
        makeActive(window());
        QTest::keyClick(&list(), Qt::Key_F2);
        auto* rename = naming()->findChild<QPushButton*>(u"confirmRename"_s);
        QVERIFY(rename->isEnabled());
        nameLine().setText(u" \u202E "_s);
        QVERIFY(!rename->isEnabled());
        QTest::keyClick(&nameLine(), Qt::Key_Return);
        QVERIFY(naming());
        QCOMPARE(stage().pipeline().sessions().at(0).name, u"shop"_s);
        QTest::keyClick(&nameLine(), Qt::Key_Escape);
        QCOMPARE(naming(), nullptr);
    }
    void besideItsNameASessionCanBeRenamed()
    {
        begin({u"blog"_s, u"shop"_s});
        m_bench->open();
        choose(u"shop"_s);
        m_bench->click(u"renameSession"_s);
        m_bench->click(u"renameSession"_s); // one window for it, not two
        QCOMPARE(window().findChildren<QDialog*>(u"rename"_s).size(), 1);
        QCOMPARE(nameLine().text(), u"shop"_s);
        choose(u"blog"_s);
        nameLine().setText(u"the shop"_s); // what is renamed is what was asked about
        QTest::keyClick(&nameLine(), Qt::Key_Return);
        QCOMPARE(stage().pipeline().sessions().at(0).name, u"blog"_s);
        QCOMPARE(stage().pipeline().sessions().at(1).name, u"the shop"_s);
    }
    void sessionsOfThePastAreListedAsEnded()
    {
        begin({u"shop"_s});
        QVERIFY(stage().states().commit({.history = {{.id = 4711,
                                                      .session = u"old"_s,
                                                      .name = u"warehouse"_s,
                                                      .topic = u"finished"_s,
                                                      .raisedAt = m_bench->clock.nowUtc().addDays(-3)}}}));
        m_bench->open();
        QCOMPARE(listed(), (QStringList{u"shop"_s, u"old"_s}));
        choose(u"old"_s);
        QCOMPARE(story().model()->rowCount(), 1);
        QVERIFY(!m_bench->isUsable(u"showTerminal"_s));
        QVERIFY(!m_bench->isUsable(u"renameSession"_s));
        QVERIFY(!m_bench->isUsable(u"openFolder"_s));
        QVERIFY(!m_bench->isUsable(u"mute"_s));
        QVERIFY(!m_bench->isUsable(u"endSession"_s));
    }
    void theChosenEntryOfTheHistoryStaysInView()
    {
        SavedState changes;
        for (int i = 1; i <= 30; ++i)
            changes.history.push_back({.id = i,
                                       .session = u"old"_s,
                                       .name = u"warehouse"_s,
                                       .topic = u"finished"_s,
                                       .raisedAt = m_bench->clock.nowUtc().addSecs(-60 * i)});
        QVERIFY(stage().states().commit(changes));
        m_bench->open();
        choose(u"old"_s);
        QTRY_VERIFY(story().model()->rowCount() == 30 && story().height() > 100);
        const QRect view = story().viewport()->rect();
        const QModelIndex last = story().indexAt(QPoint{view.center().x(), view.bottom() - 4});
        QVERIFY(last.isValid());
        QTest::mouseClick(story().viewport(), Qt::LeftButton, {},
                          QPoint{view.center().x(), view.bottom() - 4});
        QCOMPARE(story().currentIndex(), last);
        QVERIFY(story().viewport()->height() < view.height()); // what is said below took its room
        QVERIFY(story().viewport()->rect().contains(story().visualRect(last)));
    }
    void nothingIsReadOrKeptWhileItIsClosed()
    {
        begin({u"shop"_s});
        hook(u"StopFailure"_s, u"shop"_s, {{u"error"_s, u"rate_limit"_s}});
        m_bench->open();
        QCOMPARE(listed().size(), 1);
        QVERIFY(story().model()->rowCount() > 0);
        window().close();
        QCOMPARE(listed().size(), 0);
        QCOMPARE(story().model()->rowCount(), 0);
        QSignalSpy reset{list().model(), &QAbstractItemModel::modelReset};
        QSignalSpy inserted{list().model(), &QAbstractItemModel::rowsInserted};
        begin({u"blog"_s});
        QCOMPARE(reset.size() + inserted.size(), 0);
        for (const QTimer* timer : window().findChildren<QTimer*>())
            QVERIFY(!timer->isActive());
    }
};

QTEST_MAIN(TestSessionWindow)
#include "test_session_window.moc"
