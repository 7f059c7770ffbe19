// SPDX-License-Identifier: MIT
// What a person does in the request window, and what Claude's hook gets for it.
#include "tests/app/requests/request_bench.h"
#include "translations/language.h"

#include <QApplication>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Hook = RequestStage::Hook;

class TestRequestWindow final : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<RequestBench> m_bench;

    [[nodiscard]] RequestStage& stage() { return m_bench->stage; }
    [[nodiscard]] SessionWindow& window() { return m_bench->window; }
    [[nodiscard]] QListView& list() { return *m_bench->find<QListView>(u"requests"_s); }
    [[nodiscard]] std::size_t waiting() { return stage().answers().waiting().size(); }
    /// Of the list, as a person does.
    void choose(int row)
    {
        const QRect place = list().visualRect(list().model()->index(row, 0));
        QTest::mouseClick(list().viewport(), Qt::LeftButton, {}, place.center());
    }
    [[nodiscard]] int rows() { return list().model()->rowCount(); }
    [[nodiscard]] QStringList texts(const QString& view)
    {
        QStringList all;
        const auto* model = window().findChild<QListView*>(view)->model();
        for (int row = 0; row < model->rowCount(); ++row)
            all += model->index(row, 0).data().toString();
        return all;
    }
    [[nodiscard]] static QJsonObject question()
    {
        const QJsonObject one{
            {u"question"_s, u"Which?"_s},
            {u"options"_s, QJsonArray{QJsonObject{{u"label"_s, u"A"_s}}, QJsonObject{{u"label"_s, u"B"_s}}}}};
        return {{u"tool_name"_s, u"AskUserQuestion"_s},
                {u"tool_input"_s, QJsonObject{{u"questions"_s, QJsonArray{one}}}}};
    }
    [[nodiscard]] static QJsonObject plan()
    {
        return {{u"tool_name"_s, u"ExitPlanMode"_s},
                {u"tool_input"_s, QJsonObject{{u"plan"_s, u"# Plan"_s}}}};
    }

    /// That Claude Code offers for "don't ask again".
    [[nodiscard]] static QJsonObject rules(const QString& content)
    {
        return {{u"permission_suggestions"_s,
                 QJsonArray{QJsonObject{{u"type"_s, u"addRules"_s},
                                        {u"rules"_s, QJsonArray{QJsonObject{{u"toolName"_s, u"Bash"_s},
                                                                            {u"ruleContent"_s, content}}}},
                                        {u"behavior"_s, u"allow"_s},
                                        {u"destination"_s, u"localSettings"_s}}}}};
    }

    static void languages()
    {
        QTest::addColumn<QString>("language");
        for (const char* language : {"en", "de", "fr"})
            QTest::newRow(language) << QString::fromLatin1(language);
    }
    /// The window in this language with letters of 16 points, as long as this lives.
    class LargeLetters final
    {
    public:
        LargeLetters(TestRequestWindow& test, const QString& language)
            : m_test{test}
        {
            m_test.m_bench.reset();
            m_language.use(language);
            QFont large = m_usual;
            large.setPointSizeF(16);
            QApplication::setFont(large);
            m_test.m_bench = std::make_unique<RequestBench>();
        }
        ~LargeLetters()
        {
            m_test.m_bench.reset();
            QApplication::setFont(m_usual);
            m_language.use(u"en"_s);
        }
        LargeLetters(const LargeLetters&) = delete;
        LargeLetters& operator=(const LargeLetters&) = delete;

    private:
        TestRequestWindow& m_test;
        Language m_language;
        QFont m_usual{QApplication::font()};
    };

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<RequestBench>();
        QVERIFY(m_bench->hasBegun);
    }
    void cleanup() { m_bench.reset(); }

    void anAllowedCallIsSentAndFollowed()
    {
        Hook& hook = stage().ask(u"npm publish"_s);
        m_bench->open(hook.alert);
        QCOMPARE(m_bench->text(u"title"_s), u"shop: needs permission"_s);
        QVERIFY(m_bench->text(u"where"_s).contains(u"shop"_s));
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"accept"_s);
        QCOMPARE(hook.verdict(), u"allow"_s);
        QCOMPARE(waiting(), std::size_t{0});
        QCOMPARE(window().viewed(), hook.alert); // until the person chooses another
        QVERIFY(!m_bench->isUsable(u"accept"_s));
        QVERIFY(m_bench->text(u"note"_s).startsWith(u"Allowed once in the window. Sent."_s));
        QVERIFY(texts(u"answered"_s).first().contains(u"Allowed once in the window.\nSent."_s));
        hook.socket.write(*encodeFrame(ipc::DecisionReceipt{.isPrinted = true}.toJson()));
        QVERIFY(!hook.next().isEmpty());
        stage().ran(u"npm publish"_s);
        QTRY_VERIFY(m_bench->text(u"note"_s).endsWith(u"Claude went on as decided."_s));
        QVERIFY(texts(u"answered"_s).first().endsWith(u"Claude went on as decided."_s));
    }

    void aCallMayBeAllowedAlways()
    {
        Hook& hook = stage().ask(u"npm run build"_s, u"shop"_s, rules(u"npm run *"_s));
        m_bench->open(hook.alert);
        auto* lasts = m_bench->find<QCheckBox>(u"lasts"_s);
        QVERIFY(lasts);
        QVERIFY(!lasts->isEnabled());
        QVERIFY(m_bench->text(u"rules"_s).endsWith(u"Bash(npm run *)"_s));
        QVERIFY(m_bench->waitForButtons());
        QCOMPARE(m_bench->button(u"accept"_s)->text(), u"&Allow Once"_s);
        lasts->click();
        QCOMPARE(m_bench->button(u"accept"_s)->text(), u"&Always Allow"_s);
        // Seen again, it has to be chosen again.
        window().hide();
        m_bench->open(hook.alert);
        QVERIFY(!lasts->isChecked());
        QVERIFY(m_bench->waitForButtons());
        lasts->click();
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"accept"_s);
        QCOMPARE(hook.verdict(), u"allow_always"_s);
        QVERIFY(m_bench->text(u"note"_s).startsWith(u"Always allowed in the window."_s));
    }

    void notEachCallMayBeAllowedAlways_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QJsonObject>("fields");
        QTest::newRow("no rules") << u"ls"_s << QJsonObject{};
        QTest::newRow("a dangerous call") << u"sudo ls"_s << rules(u"sudo *"_s);
        QTest::newRow("a rule too long to be read") << u"ls"_s << rules(QString{500, u'x'});
    }
    void notEachCallMayBeAllowedAlways()
    {
        QFETCH(QString, command);
        QFETCH(QJsonObject, fields);
        Hook& hook = stage().ask(command, u"shop"_s, fields);
        m_bench->open(hook.alert);
        QVERIFY(m_bench->find<QLineEdit>(u"message"_s));
        QVERIFY(!m_bench->find<QCheckBox>(u"lasts"_s));
    }

    void whatIsHiddenInARuleIsShown()
    {
        Hook& hook = stage().ask(u"ls"_s, u"shop"_s, rules(u"ls\u202Es\n*"_s));
        m_bench->open(hook.alert);
        QVERIFY(m_bench->text(u"rules"_s).endsWith(u"Bash(ls⟨U+202E⟩s⏎*)"_s));
    }

    void theTimeThatIsLeftIsSaid()
    {
        stage().setQuestionTimeout(600s);
        Hook& hook = stage().ask({}, u"shop"_s, question());
        const WaitingRequest& request = *stage().answers().find(hook.alert);
        m_bench->clock.move(m_bench->clock.nowUtc().msecsTo(request.askedAt) * 1ms);
        m_bench->open(hook.alert);
        QCOMPARE(m_bench->text(u"timeLeft"_s),
                 u"Claude goes on without an answer in 10 min at the earliest."_s);
        m_bench->clock.move(555s);
        window().showRequest(hook.alert);
        QCOMPARE(m_bench->text(u"timeLeft"_s),
                 u"Claude goes on without an answer in 45 s at the earliest."_s);
        m_bench->clock.move(1s);
        QTRY_VERIFY(m_bench->text(u"timeLeft"_s).contains(u" 44 s "_s));
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"deny"_s);
        QCOMPARE(m_bench->text(u"timeLeft"_s), QString{});
        // A permission waits for ever.
        window().showRequest(stage().ask(u"ls"_s).alert);
        QCOMPARE(m_bench->text(u"timeLeft"_s), QString{});
    }

    void aDenialTakesItsMessage()
    {
        Hook& hook = stage().ask(u"npm publish"_s);
        m_bench->open(hook.alert);
        QTest::keyClicks(m_bench->find<QLineEdit>(u"message"_s), u"use pnpm"_s);
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"deny"_s);
        const QJsonObject decision = hook.next().value("decision"_L1).toObject();
        QCOMPARE(decision["verdict"_L1].toString(), u"deny"_s);
        QCOMPARE(decision["message"_L1].toString(), u"use pnpm"_s);
    }

    void denyAndStopEndsTheTurn()
    {
        Hook& hook = stage().ask(u"npm publish"_s);
        m_bench->open(hook.alert);
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"denyAndStop"_s);
        QCOMPARE(hook.verdict(), u"deny_and_stop"_s);
    }

    void allOfASessionAreDeniedAtOnce()
    {
        Hook& first = stage().ask(u"ls"_s);
        Hook& other = stage().ask(u"ls"_s, u"blog"_s);
        m_bench->open(first.alert);
        QVERIFY(m_bench->waitForButtons());
        QVERIFY(!m_bench->isUsable(u"denyAll"_s)); // it is one
        Hook& second = stage().ask(u"pwd"_s);
        QVERIFY(m_bench->isUsable(u"denyAll"_s));
        m_bench->click(u"denyAll"_s);
        QCOMPARE(first.verdict(), u"deny"_s);
        QCOMPARE(second.verdict(), u"deny"_s);
        QCOMPARE(waiting(), std::size_t{1});
        QVERIFY(stage().answers().find(other.alert));
        QCOMPARE(texts(u"answered"_s).size(), 2);
    }

    void questionsAreAnsweredWhenTheyAreComplete()
    {
        Hook& hook = stage().ask({}, u"shop"_s, question());
        m_bench->open(hook.alert);
        QCOMPARE(m_bench->text(u"title"_s), u"shop: has a question"_s);
        QVERIFY(m_bench->waitForButtons());
        QVERIFY(!m_bench->isUsable(u"accept"_s));
        m_bench->body()->answer = decision::Answers{};
        Q_EMIT m_bench->body()->changed();
        QVERIFY(m_bench->isUsable(u"accept"_s));
        m_bench->click(u"accept"_s);
        QCOMPARE(m_bench->text(u"note"_s), u"Not sent: answer every question first."_s);
        QCOMPARE(waiting(), std::size_t{1});
        m_bench->body()->answer = decision::Answers{{{.chosen = {u"B"_s}}}};
        Q_EMIT m_bench->body()->changed();
        m_bench->click(u"accept"_s);
        const QJsonObject decision = hook.next().value("decision"_L1).toObject();
        QCOMPARE(decision["answers"_L1]["Which?"_L1].toString(), u"B"_s);
    }

    void aPlansButtonSaysWhatItApproves()
    {
        Hook& hook = stage().ask({}, u"shop"_s, plan());
        m_bench->open(hook.alert);
        m_bench->body()->answer = decision::ApprovePlan{};
        Q_EMIT m_bench->body()->changed();
        QCOMPARE(m_bench->button(u"accept"_s)->text(), u"&Approve Plan"_s);
        QVERIFY(m_bench->waitForButtons());
        m_bench->body()->answer = decision::ApprovePlan{.acceptsEdits = true};
        Q_EMIT m_bench->body()->changed();
        QCOMPARE(m_bench->button(u"accept"_s)->text(), u"&Approve and Accept Edits"_s);
        QVERIFY(m_bench->waitForButtons()); // it has grown
        m_bench->click(u"accept"_s);
        QCOMPARE(hook.verdict(), u"approve_and_accept_edits"_s);
        Hook& second = stage().ask({}, u"blog"_s, plan());
        window().showRequest(second.alert);
        QTest::keyClicks(m_bench->find<QLineEdit>(u"message"_s), u"and tests"_s);
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"keepPlanning"_s);
        const QJsonObject decision = second.next().value("decision"_L1).toObject();
        QCOMPARE(decision["verdict"_L1].toString(), u"deny"_s);
        QCOMPARE(decision["message"_L1].toString(), u"and tests"_s);
    }

    void aDangerousCallNeedsAnotherAct()
    {
        Hook& hook = stage().ask(u"sudo rm -rf /srv"_s);
        m_bench->open(hook.alert);
        auto* confirmation = m_bench->find<QCheckBox>(u"confirmation"_s);
        QVERIFY(confirmation);
        QVERIFY(!confirmation->isEnabled());
        QTest::mouseClick(confirmation, Qt::LeftButton, {}, {8, confirmation->height() / 2});
        QVERIFY(m_bench->waitForButtons());
        QVERIFY(!confirmation->isChecked());
        QVERIFY(m_bench->text(u"risks"_s).contains(u"It runs with administrator rights."_s));
        QVERIFY(m_bench->text(u"risks"_s).contains(u"It deletes whole folders"_s));
        for (int i = 0; i < 3; ++i)
            m_bench->click(u"accept"_s);
        QCOMPARE(waiting(), std::size_t{1});
        QTest::mouseClick(confirmation, Qt::LeftButton, {}, {8, confirmation->height() / 2});
        QVERIFY(m_bench->isUsable(u"accept"_s));
        // Seen again, it has to be confirmed again.
        window().hide();
        m_bench->open(hook.alert);
        QVERIFY(m_bench->waitForButtons());
        QVERIFY(!m_bench->isUsable(u"accept"_s));
        QTest::mouseClick(confirmation, Qt::LeftButton, {}, {8, confirmation->height() / 2});
        m_bench->click(u"accept"_s);
        QCOMPARE(hook.verdict(), u"allow"_s);
    }

    void whatRunsUnknownThingsIsSaidAndAllowedAtOnce()
    {
        Hook& hook = stage().ask(u"make test"_s);
        m_bench->open(hook.alert);
        QVERIFY(m_bench->text(u"risks"_s).contains(u"cannot show what that does"_s));
        QVERIFY(!m_bench->find<QCheckBox>(u"confirmation"_s));
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"accept"_s);
        QCOMPARE(hook.verdict(), u"allow"_s);
    }

    void buttonsAreInertAtFirst()
    {
        Hook& hook = stage().ask(u"ls"_s);
        m_bench->open(hook.alert);
        m_bench->clock.move(499ms);
        const int read = m_bench->clock.timesRead();
        QTRY_VERIFY2(m_bench->clock.timesRead() > read + 100, "the timer has not come, again and again");
        const auto tryAll = [&] {
            for (const QString& name : {u"accept"_s, u"deny"_s, u"denyAndStop"_s}) {
                m_bench->click(name);
                QTest::keyClick(m_bench->button(name), Qt::Key_Space);
                Q_EMIT m_bench->button(name)->clicked(); // as an accessibility tool could
            }
            QTest::keyClick(&window(), Qt::Key_A, Qt::AltModifier);
            QTest::keyClick(&window(), Qt::Key_D, Qt::AltModifier);
        };
        tryAll();
        QCOMPARE(waiting(), std::size_t{1});
        m_bench->clock.move(1ms);
        QTRY_VERIFY(m_bench->isUsable(u"accept"_s));
        // They move, or something else is in view.
        window().resize(window().size() + QSize{40, 30});
        QCoreApplication::processEvents();
        tryAll();
        QVERIFY(m_bench->waitForButtons());
        Hook& second = stage().ask(u"pwd"_s);
        choose(1);
        QCOMPARE(window().viewed(), second.alert);
        tryAll();
        QVERIFY(m_bench->waitForButtons());
        m_bench->body()->why = u"The file is gone."_s;
        Q_EMIT m_bench->body()->changed();
        tryAll();
        QCOMPARE(waiting(), std::size_t{2});
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"deny"_s);
        QCOMPARE(second.verdict(), u"deny"_s);
    }

    void whatIsNotShownAsAWholeIsNotAllowed()
    {
        Hook& hook = stage().ask(u"ls"_s);
        m_bench->open(hook.alert);
        m_bench->body()->why = u"The file cannot be read."_s;
        Q_EMIT m_bench->body()->changed();
        QVERIFY(m_bench->waitForButtons());
        QVERIFY(!m_bench->isUsable(u"accept"_s));
        QCOMPARE(m_bench->text(u"note"_s), u"The file cannot be read."_s);
        QVERIFY(m_bench->isUsable(u"deny"_s));
    }

    void whatHasChangedSinceIsLookedAtAgain()
    {
        Hook& hook = stage().ask(u"ls"_s);
        m_bench->open(hook.alert);
        QVERIFY(m_bench->waitForButtons());
        m_bench->body()->isSame = false;
        m_bench->click(u"accept"_s);
        QVERIFY(m_bench->text(u"note"_s).startsWith(u"Not sent: this has changed"_s));
        QCOMPARE(waiting(), std::size_t{1});
        m_bench->body()->isSame = true;
        m_bench->click(u"accept"_s); // inert
        QCOMPARE(waiting(), std::size_t{1});
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"accept"_s);
        QCOMPARE(hook.verdict(), u"allow"_s);
    }

    void whatHasBecomeDangerousSinceNeedsItsOwnAct()
    {
        Hook& hook = stage().ask(u"npm run deploy"_s, u"shop"_s, rules(u"npm run *"_s));
        m_bench->open(hook.alert);
        QVERIFY(m_bench->waitForButtons());
        m_bench->find<QCheckBox>(u"lasts"_s)->click();
        stage().answers().setDangerousCalls({u"deploy"_s});
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"accept"_s);
        QCOMPARE(waiting(), std::size_t{1});
        QVERIFY(m_bench->text(u"note"_s).startsWith(u"Not sent: this has changed"_s));
        QVERIFY(m_bench->text(u"risks"_s).contains(u"your own list"_s));
        QVERIFY(!m_bench->find<QCheckBox>(u"lasts"_s));
        QVERIFY(m_bench->waitForButtons());
        QVERIFY(!m_bench->isUsable(u"accept"_s));
        m_bench->find<QCheckBox>(u"confirmation"_s)->click();
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"accept"_s);
        QCOMPARE(hook.verdict(), u"allow"_s);
    }

    void whatIsInViewDoesNotChangeByItself()
    {
        Hook& subagent = stage().askAsSubagent(u"make"_s);
        Hook& shown = stage().askAsSubagent(u"id"_s);
        m_bench->open(shown.alert);
        QVERIFY(m_bench->waitForButtons());
        // More urgent ones come and go, before and after it.
        Hook& first = stage().ask(u"ls"_s);
        stage().ask(u"pwd"_s, u"blog"_s);
        QCOMPARE(rows(), 4);
        stage().answers().leaveToTerminal(first.alert);
        stage().answers().leaveToTerminal(subagent.alert);
        QCOMPARE(rows(), 2);
        QCOMPARE(window().viewed(), shown.alert);
        QCOMPARE(list().currentIndex().row(), 1);
        QVERIFY(m_bench->isUsable(u"accept"_s)); // and nothing moved
        m_bench->click(u"accept"_s);
        QCOMPARE(shown.verdict(), u"allow"_s);
    }

    void aRequestThatHasEndedStaysInViewWithItsReason()
    {
        Hook& shown = stage().ask(u"ls"_s);
        Hook& other = stage().ask(u"pwd"_s, u"blog"_s);
        m_bench->open(shown.alert);
        QVERIFY(m_bench->waitForButtons());
        stage().ran(u"ls"_s);
        QCOMPARE(waiting(), std::size_t{1});
        QCOMPARE(window().viewed(), shown.alert);
        QCOMPARE(m_bench->text(u"title"_s), u"shop: needs permission"_s);
        QVERIFY(m_bench->text(u"note"_s).contains(u"answered in the terminal"_s));
        QVERIFY(!m_bench->isUsable(u"accept"_s));
        stage().ask(u"make"_s);
        QCOMPARE(window().viewed(), shown.alert);
        QCOMPARE(rows(), 3);
        m_bench->click(u"next"_s);
        QVERIFY(window().viewed() == other.alert);
        QTRY_COMPARE(rows(), 2);
        QVERIFY(list().hasFocus() || !window().isActiveWindow());
    }

    void whatAnotherChannelDecidedIsSaid()
    {
        Hook& hook = stage().ask(u"ls"_s);
        m_bench->open(hook.alert);
        QVERIFY(m_bench->waitForButtons());
        QVERIFY(stage().answers().decide(hook.alert, decision::Deny{}, AnswerChannel::Notification).isSent());
        QVERIFY(m_bench->text(u"note"_s).startsWith(u"Denied in the notification."_s));
        QVERIFY(!m_bench->isUsable(u"accept"_s));
        QVERIFY(texts(u"answered"_s).first().contains(u"Denied in the notification."_s));
        // Too late, it turns out: the call ran.
        stage().ran(u"ls"_s);
        QTRY_VERIFY(m_bench->text(u"note"_s).endsWith(u"Too late: answered in the terminal."_s));
    }

    void aHiddenRequestIsLeftToTheTerminal()
    {
        Hook& hook = stage().askAsSubagent(u"make"_s);
        m_bench->open(hook.alert);
        QVERIFY(m_bench->text(u"where"_s).startsWith(u"Subagent"_s));
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"showThere"_s);
        QCOMPARE(hook.next(), ipc::notPendingReply());
        QCOMPARE(m_bench->text(u"note"_s), u"Left to the terminal. Answer it there."_s);
        QVERIFY(!m_bench->isUsable(u"accept"_s));
    }

    void nothingOpensOrChangesTheWindowButAPerson()
    {
        stage().ask(u"ls"_s);
        QVERIFY(!window().isVisible());
        stage().answers().leaveToTerminal(stage().answers().waiting().front()->alert);
        m_bench->open();
        QVERIFY(!window().viewed().isValid());
        stage().ask(u"pwd"_s);
        QCoreApplication::processEvents();
        QVERIFY(!window().viewed().isValid());
        window().hide();
        m_bench->open(); // a person does
        QVERIFY(window().viewed().isValid());
    }

    void whatWasTypedStaysWithItsRequest()
    {
        Hook& first = stage().ask(u"ls"_s);
        stage().ask(u"pwd"_s);
        m_bench->open(first.alert);
        QTest::keyClicks(m_bench->find<QLineEdit>(u"message"_s), u"why?"_s);
        choose(1);
        QCOMPARE(m_bench->find<QLineEdit>(u"message"_s)->text(), QString{});
        choose(0);
        QCOMPARE(m_bench->find<QLineEdit>(u"message"_s)->text(), u"why?"_s);
    }

    void whatWasAskedWhileAwayIsOneList()
    {
        stage().ask(u"ls"_s);
        m_bench->history.setAway(true);
        Hook& denied = stage().ask(u"pwd"_s, u"blog"_s);
        stage().ask(u"make"_s, u"blog"_s);
        QVERIFY(
            stage().answers().decide(denied.alert, decision::Deny{}, AnswerChannel::Notification).isSent());
        stage().ran(u"make"_s, u"blog"_s);
        QVERIFY(!m_bench->history.hasAwayReport());
        m_bench->history.setAway(false);
        QVERIFY(m_bench->history.hasAwayReport());
        const QStringList away = texts(u"away"_s);
        QCOMPARE(away.size(), 3);
        QVERIFY(away.at(0).contains(u"No longer waiting"_s));
        QVERIFY(away.at(1).contains(u"Denied in the notification."_s));
        QVERIFY(away.at(2).contains(u"Still waiting"_s)); // it came before
        stage().ask(u"id"_s);
        QCOMPARE(texts(u"away"_s).size(), 3);
        // The next absence has its own.
        m_bench->history.setAway(true);
        QCOMPARE(texts(u"away"_s).size(), 2);
    }

    void theTabOfAnAbsenceFitsInAWindowThatIsOpen_data() { languages(); }
    void theTabOfAnAbsenceFitsInAWindowThatIsOpen()
    {
        QFETCH(QString, language);
        const LargeLetters letters{*this, language};
        m_bench->history.setAway(true);
        m_bench->open(stage().ask(u"ls"_s).alert);
        const QTabBar& bar = *m_bench->find<QTabWidget>(u"history"_s)->tabBar();
        const auto isInView = [&bar](int tab) {
            return bar.visibleRegion().boundingRect().contains(bar.tabRect(tab));
        };
        QTRY_VERIFY(isInView(1));
        QVERIFY(!bar.isTabVisible(2));
        m_bench->history.setAway(false);
        QVERIFY(bar.isTabVisible(2));
        QTRY_VERIFY(isInView(2));
        QVERIFY(isInView(0));
        QVERIFY(window().width() <= window().screen()->availableSize().width());
    }

    void whatAMessageGoesWithCanBeReadWithLargeLetters_data() { languages(); }
    void whatAMessageGoesWithCanBeReadWithLargeLetters()
    {
        QFETCH(QString, language);
        const LargeLetters letters{*this, language};
        m_bench->history.setAway(true);
        Hook& tool = stage().ask(u"ls"_s);
        Hook& planned = stage().ask({}, u"shop"_s, plan());
        m_bench->history.setAway(false);
        for (const AlertId alert : {tool.alert, planned.alert}) {
            m_bench->open(alert);
            const auto& field = *m_bench->find<QLineEdit>(u"message"_s);
            const int frame = 2 * field.style()->pixelMetric(QStyle::PM_DefaultFrameWidth, nullptr, &field);
            const int needed = field.fontMetrics().horizontalAdvance(field.placeholderText()) + frame;
            QVERIFY2(
                needed < field.width(),
                qPrintable(u"%1: %2 of %3"_s.arg(field.placeholderText()).arg(needed).arg(field.width())));
            QVERIFY(field.accessibleDescription() == field.toolTip() && !field.toolTip().isEmpty());
        }
    }

    void whatCameOfAnAnswerIsWholeWithLargeLetters_data() { languages(); }
    void whatCameOfAnAnswerIsWholeWithLargeLetters()
    {
        QFETCH(QString, language);
        const LargeLetters letters{*this, language};
        m_bench->history.setAway(true);
        Hook& hook = stage().ask(u"ls"_s);
        stage().ask(u"pwd"_s, u"blog"_s);
        m_bench->history.setAway(false);
        m_bench->open(hook.alert);
        window().resize(790, 570); // all that a screen of 800x600 leaves
        QVERIFY(m_bench->waitForButtons());
        m_bench->click(u"accept"_s);
        const auto& note = *m_bench->find<QLabel>(u"note"_s);
        QTRY_VERIFY(note.isVisible() && m_bench->find<QPushButton>(u"next"_s)->isVisible());
        QTRY_VERIFY2(note.height() >= note.heightForWidth(note.width()),
                     qPrintable(u"\"%1\" has %2 of %3"_s.arg(note.text())
                                    .arg(note.height())
                                    .arg(note.heightForWidth(note.width()))));
    }
};

QTEST_MAIN(TestRequestWindow)
#include "test_request_window.moc"
