// SPDX-License-Identifier: MIT
#include "app/tray/tray_menu.h"
#include "app/tray/tray_text.h"
#include "core/base/utc_time.h"
#include "tests/support/nasty_text.h"

#include <QSignalSpy>
#include <QTest>
#include <QTextDocument>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

class FixedClock final : public Clock
{
public:
    [[nodiscard]] QDateTime nowUtc() const override { return utcAt(QDate{2026, 2, 1}, QTime{12, 0}); }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override { return {}; }
};

SessionView session(const QString& id, const QString& name, SessionState state = SessionState::Working,
                    DeliveryStatus texts = DeliveryStatus::On)
{
    return {
        .id = id, .name = name, .state = state, .since = FixedClock{}.nowUtc().addSecs(-300), .texts = texts};
}

TrayView loggedIn(const QList<SessionView>& sessions)
{
    return {.login = LoginPhase::LoggedIn,
            .maskedPhone = u"+1***0123"_s,
            .expiresAt = FixedClock{}.nowUtc().addSecs(129'600),
            .sessions = sessions,
            .status = TrayStatus::Working};
}

// What a person reads, separators and hidden entries left out.
QStringList texts(const QMenu& menu)
{
    QStringList all;
    const QList<QAction*> actions = menu.actions();
    for (const QAction* action : actions) {
        if (action->isVisible() && !action->isSeparator())
            all << action->text();
    }
    return all;
}

QAction* entry(const QMenu& menu, const QString& start)
{
    const QList<QAction*> actions = menu.actions();
    for (QAction* action : actions) {
        if (action->isVisible() && action->text().startsWith(start))
            return action;
    }
    return nullptr;
}

} // namespace

class TestTrayMenu final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatStrangersWriteStaysPlain()
    {
        const FixedClock clock;
        for (const QString& text : test::nastyTexts()) {
            TrayMenu menu{clock};
            TrayView view = loggedIn({session(text, text)});
            view.maskedPhone = text;
            menu.showView(view);
            QStringList shown = texts(menu);
            QVERIFY(!shown.isEmpty());
            for (QString& line : shown) {
                QVERIFY2(test::isPlain(line), qPrintable(line));
                line.remove(u"&&"_s);
                QVERIFY2(line.count(u'&') <= 1, qPrintable(line)); // our own mnemonic
                QVERIFY2(line.size() < 100, qPrintable(line));
            }
            // Nothing of theirs is there, and Qt would not take it for HTML.
            const QString toolTip = trayToolTip(view);
            QCOMPARE(toolTip, trayToolTip(loggedIn({session(u"a"_s, u"b"_s)})));
            QVERIFY(!Qt::mightBeRichText(toolTip));
        }
    }
    void saysWhoIsLoggedInAndListsTheSessions()
    {
        TrayMenu menu{m_clock};
        menu.showView(loggedIn({session(u"a"_s, u"shop (main)"_s, SessionState::Waiting),
                                session(u"b"_s, u"blog"_s, SessionState::Working, DeliveryStatus::Off)}));
        const QStringList shown = texts(menu);
        QCOMPARE(shown.size(), 15);
        QCOMPARE(shown.at(0), u"&Requests…"_s);
        QCOMPARE(shown.at(1), u"Texts go to +1***0123"_s);
        QVERIFY2(shown.at(2).startsWith(u"Logged in until "_s), qPrintable(shown.at(2)));
        QCOMPARE(shown.mid(3),
                 (QStringList{u"shop (main) — waiting"_s, u"blog — working"_s, u"Show All Sessio&ns…"_s,
                              u"&Mute Notifications"_s, u"I'm A&way"_s, u"I'm H&ere"_s, u"Log &Out"_s,
                              u"Set &Up…"_s, u"Chec&k Tocsin…"_s, u"&Settings…"_s, u"&About Tocsin"_s,
                              u"&Quit Tocsin"_s}));
    }

    void opensTheRequestsAndCountsThoseThatWait()
    {
        TrayMenu menu{m_clock};
        QSignalSpy wanted{&menu, &TrayMenu::requestsWanted};
        TrayView view = loggedIn({});
        view.waitingRequests = 2;
        menu.showView(view);
        QCOMPARE(texts(menu).first(), u"Answer 2 &Request(s)…"_s); // without a translator
        menu.actions().first()->trigger();
        QCOMPARE(wanted.size(), 1);
    }

    void mutesEverythingOrOneSession()
    {
        TrayMenu menu{m_clock};
        TrayView view = loggedIn({session(u"a"_s, u"shop"_s)});
        menu.showView(view);
        const QSignalSpy chosen{&menu, &TrayMenu::muteChosen};
        const QMenu* all = entry(menu, u"&Mute"_s)->menu();
        QCOMPARE(texts(*all),
                 (QStringList{u"15 &Minutes"_s, u"1 &Hour"_s, u"Until &Tomorrow"_s, u"&Unmute"_s}));
        QVERIFY(!entry(*all, u"&Unmute"_s)->isEnabled());
        entry(*all, u"1 "_s)->trigger();
        QCOMPARE(chosen.last(), (QVariantList{QString{}, u"1h"_s}));
        const QMenu* one = entry(*entry(menu, u"shop"_s)->menu(), u"&Mute"_s)->menu();
        entry(*one, u"Until"_s)->trigger();
        QCOMPARE(chosen.last(), (QVariantList{u"a"_s, u"tomorrow"_s}));

        view.sessions.first().mutedUntil = m_clock.nowUtc().addSecs(3600);
        menu.showView(view);
        QVERIFY(one->title().startsWith(u"&Muted Until"_s));
        QVERIFY(!all->title().startsWith(u"&Muted Until"_s));
        entry(*one, u"&Unmute"_s)->trigger();
        QCOMPARE(chosen.last(), (QVariantList{u"a"_s, u"off"_s}));
        view.mutedUntil = m_clock.nowUtc().addSecs(3600);
        menu.showView(view);
        QVERIFY(all->title().startsWith(u"&Muted Until"_s));
    }
    void saysWhatIsHeldBack()
    {
        TrayMenu menu{m_clock};
        TrayView view = loggedIn({});
        view.heldBack = QStringList{u"1 text held back until 14:32: limit of this kind"_s};
        menu.showView(view);
        QVERIFY(texts(menu).contains(view.heldBack.first()));
        QVERIFY(trayToolTip(view).endsWith(u'\n' + view.heldBack.first()));
        view.heldBack << u"1 text not sent"_s;
        menu.showView(view);
        QVERIFY(entry(menu, view.heldBack.first() + u", and 1 more"_s) != nullptr);
    }
    void showsAndChangesWhetherThePersonIsThere()
    {
        TrayMenu menu{m_clock};
        TrayView view = loggedIn({});
        menu.showView(view);
        const QSignalSpy chosen{&menu, &TrayMenu::awayChosen};
        QAction* away = entry(menu, u"I'm A"_s);
        QAction* here = entry(menu, u"I'm H"_s);
        QVERIFY(!away->isChecked() && !here->isChecked());
        away->trigger();
        here->trigger();
        QCOMPARE(chosen.size(), 2);
        QVERIFY(chosen.at(0).at(0).toBool() && !chosen.at(1).at(0).toBool());
        view.isAway = true;
        menu.showView(view);
        QVERIFY(away->isChecked() && !here->isChecked());
    }

    void offersTheStepThatComesNext_data()
    {
        QTest::addColumn<LoginPhase>("phase");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("offer");
        QTest::newRow("logged out") << LoginPhase::LoggedOut << u"Not logged in (notifications only)"_s
                                    << u"&Log In…"_s;
        QTest::newRow("code awaited")
            << LoginPhase::AwaitingCode << u"A code is on its way to +1***0123"_s << u"Enter the &Code…"_s;
        QTest::newRow("logged in") << LoginPhase::LoggedIn << u"Texts go to +1***0123"_s << u"Log &Out"_s;
        QTest::newRow("restoring") << LoginPhase::Restoring << u"Checking for a saved login…"_s
                                   << u"&Settings…"_s;
    }
    void offersTheStepThatComesNext()
    {
        QFETCH(LoginPhase, phase);
        QFETCH(QString, line);
        QFETCH(QString, offer);
        TrayMenu menu{m_clock};
        TrayView view;
        view.login = phase;
        view.maskedPhone = phase == LoginPhase::LoggedOut ? QString{} : u"+1***0123"_s;
        menu.showView(view);
        const QStringList shown = texts(menu);
        QCOMPARE(shown.at(1), line);
        QCOMPARE(shown.at(2), u"No Claude sessions running"_s);
        QVERIFY2(shown.contains(offer), qPrintable(shown.join(u'|')));
    }

    void handsOnWhatThePersonChose()
    {
        TrayMenu menu{m_clock};
        menu.showView({});
        QSignalSpy logIn{&menu, &TrayMenu::logInRequested};
        QSignalSpy logOut{&menu, &TrayMenu::logOutRequested};
        QSignalSpy settings{&menu, &TrayMenu::settingsRequested};
        QSignalSpy check{&menu, &TrayMenu::checkRequested};
        QSignalSpy about{&menu, &TrayMenu::aboutRequested};
        QSignalSpy quit{&menu, &TrayMenu::quitRequested};
        entry(menu, u"&Log In"_s)->trigger();
        entry(menu, u"Not logged in"_s)->trigger();
        menu.showView(loggedIn({}));
        entry(menu, u"Texts go to"_s)->trigger(); // its window says more
        entry(menu, u"Log &Out"_s)->trigger();
        entry(menu, u"&Settings"_s)->trigger();
        entry(menu, u"Chec&k Tocsin…"_s)->trigger();
        entry(menu, u"&About"_s)->trigger();
        entry(menu, u"&Quit"_s)->trigger();
        QCOMPARE(logIn.size(), 3);
        QCOMPARE(logOut.size(), 1);
        QCOMPARE(settings.size(), 1);
        QCOMPARE(check.size(), 1);
        QCOMPARE(about.size(), 1);
        QCOMPARE(quit.size(), 1);
    }

    void asksForTheTerminalOfOneSession()
    {
        TrayMenu menu{m_clock};
        menu.showView(loggedIn({session(u"a"_s, u"shop"_s), session(u"b"_s, u"blog"_s)}));
        QSignalSpy wanted{&menu, &TrayMenu::terminalRequested};
        entry(*entry(menu, u"blog"_s)->menu(), u"&Show Terminal"_s)->trigger();
        QCOMPARE(wanted, (QList<QVariantList>{{u"b"_s}}));
        // Its process has gone.
        menu.showView(loggedIn({session(u"b"_s, u"blog"_s, SessionState::Lost)}));
        QVERIFY(!entry(*entry(menu, u"blog"_s)->menu(), u"&Show Terminal"_s)->isEnabled());
    }

    void offersToContinueASessionThatCanTakeAPrompt()
    {
        TrayMenu menu{m_clock};
        QString ready = u"a"_s;
        menu.offerContinue([&ready](const QString& id) { return id == ready; });
        menu.showView(loggedIn({session(u"a"_s, u"shop"_s), session(u"b"_s, u"blog"_s)}));
        QSignalSpy wanted{&menu, &TrayMenu::continueRequested};
        QMenu& blog = *entry(menu, u"blog"_s)->menu();
        QAction& goOn = *entry(blog, u"&Continue…"_s);
        Q_EMIT blog.aboutToShow();
        QVERIFY(!goOn.isEnabled());
        ready = u"b"_s; // asked each time
        Q_EMIT blog.aboutToShow();
        QVERIFY(goOn.isEnabled());
        goOn.trigger();
        QCOMPARE(wanted, (QList<QVariantList>{{u"b"_s}}));
        // Without a terminal at hand there is no such entry.
        TrayMenu other{m_clock};
        other.showView(loggedIn({session(u"a"_s, u"shop"_s)}));
        QVERIFY(entry(*entry(other, u"shop"_s)->menu(), u"&Continue…"_s) == nullptr);
    }

    void switchesTheTextsOfOneSession()
    {
        TrayMenu menu{m_clock};
        menu.showView(loggedIn({session(u"a"_s, u"shop"_s, SessionState::Idle, DeliveryStatus::Off),
                                session(u"b"_s, u"blog"_s, SessionState::Idle, DeliveryStatus::On)}));
        QSignalSpy toggled{&menu, &TrayMenu::textsToggled};
        QAction* shop = entry(*entry(menu, u"shop"_s)->menu(), u"&Text Me"_s);
        QAction* blog = entry(*entry(menu, u"blog"_s)->menu(), u"&Text Me"_s);
        QVERIFY(!shop->isChecked());
        QVERIFY(blog->isChecked());
        shop->trigger();
        blog->trigger();
        QCOMPARE(toggled.size(), 2);
        QCOMPARE(toggled.at(0), (QVariantList{u"a"_s, true}));
        QCOMPARE(toggled.at(1), (QVariantList{u"b"_s, false}));
        // The view stays the truth: what was not carried out is not shown as done.
        menu.showView(loggedIn({session(u"a"_s, u"shop"_s, SessionState::Idle, DeliveryStatus::Off),
                                session(u"b"_s, u"blog"_s, SessionState::Idle, DeliveryStatus::On)}));
        QVERIFY(!shop->isChecked());
        QVERIFY(blog->isChecked());
    }

    void showsWhyASessionGetsNoTexts()
    {
        TrayMenu menu{m_clock};
        menu.showView(loggedIn({session(u"a"_s, u"shop"_s, SessionState::Idle, DeliveryStatus::Unreachable),
                                session(u"b"_s, u"blog"_s, SessionState::Idle, DeliveryStatus::NeedsLogin)}));
        const QAction* shop = entry(*entry(menu, u"shop"_s)->menu(), u"&Text Me"_s);
        const QAction* blog = entry(*entry(menu, u"blog"_s)->menu(), u"&Text Me"_s);
        QVERIFY(shop->text().contains(u"server unreachable"_s));
        QVERIFY(shop->isChecked());
        QVERIFY(blog->text().contains(u"not logged in"_s));
        QVERIFY(blog->isChecked());
        QVERIFY(blog->isEnabled());
    }

    void keepsAStrangersNameToPlainShortText()
    {
        TrayMenu menu{m_clock};
        menu.showView(loggedIn({session(u"a"_s, u"R&D <b>x</b>\tCtrl+Q\n"_s + QString(200, u'n')),
                                session(u"b"_s, u" \x202e "_s)}));
        const QStringList shown = texts(menu);
        QVERIFY2(shown.at(3).startsWith(u"R&&D <b>x</b> Ctrl+Q nnn"_s), qPrintable(shown.at(3)));
        QVERIFY(shown.at(3).endsWith(u"… — working"_s));
        QVERIFY(shown.at(3).size() < 60);
        QCOMPARE(shown.at(4), u"Unnamed session — working"_s);
    }

    void namesTheEightMostUrgentSessionsAndLeadsToAll()
    {
        QList<SessionView> many;
        for (int i = 0; i < 41; ++i)
            many << session(u"id%1"_s.arg(i), u"session %1"_s.arg(i),
                            i < 33 ? SessionState::Working : SessionState::Waiting);
        TrayMenu menu{m_clock};
        menu.showView(loggedIn(many));
        const QStringList shown = texts(menu).filter(u"session "_s);
        QCOMPARE(shown.size(), 8);
        QCOMPARE(shown.first(), u"session 33 — waiting"_s); // in their order
        QCOMPARE(shown.filter(u"waiting"_s).size(), 8);
        const QSignalSpy wanted{&menu, &TrayMenu::sessionsWanted};
        entry(menu, u"Show All 41 "_s)->trigger();
        QCOMPARE(wanted.size(), 1);
    }

    void aSessionsStateLeadsToThatSession()
    {
        TrayMenu menu{m_clock};
        menu.showView(loggedIn({session(u"a"_s, u"shop"_s), session(u"b"_s, u"blog"_s)}));
        const QSignalSpy all{&menu, &TrayMenu::sessionsWanted};
        const QSignalSpy one{&menu, &TrayMenu::sessionWanted};
        const QAction* blog = entry(menu, u"blog"_s);
        QVERIFY(blog != nullptr && blog->menu() != nullptr);
        entry(*blog->menu(), u"working since "_s)->trigger();
        QCOMPARE(one.size(), 1);
        QCOMPARE(one.at(0).at(0).toString(), u"b"_s);
        QCOMPARE(all.size(), 0);
    }

    void theMostUrgentComesFirst()
    {
        const QList<SessionState> states{SessionState::Idle,  SessionState::Working, SessionState::Done,
                                         SessionState::Quiet, SessionState::Waiting, SessionState::Lost,
                                         SessionState::Error};
        QList<SessionView> sessions;
        for (const SessionState state : states)
            sessions << session(stateText(state), stateText(state), state);
        sessions << session(u"dialog"_s, u"dialog"_s, SessionState::Waiting);
        sessions.last().dialog = AlertKind::Permission;
        TrayMenu menu{m_clock};
        menu.showView(loggedIn(sessions));
        QStringList order;
        for (const QString& line : texts(menu).mid(3, 8))
            order << line.section(u" — "_s, 0, 0);
        QCOMPARE(order, (QStringList{u"dialog"_s, u"stopped"_s, u"waiting"_s, u"no activity"_s,
                                     u"ended unexpectedly"_s, u"working"_s, u"finished"_s, u"idle"_s}));
    }

    void noLineIsDisabledAndSoHardToRead()
    {
        TrayMenu menu{m_clock};
        for (const LoginPhase phase :
             {LoginPhase::Restoring, LoginPhase::LoggedOut, LoginPhase::AwaitingCode, LoginPhase::LoggedIn}) {
            TrayView view = loggedIn({});
            view.login = phase;
            view.waitingTexts = 2;
            view.heldBack = QStringList{u"1 text held back until 14:32: limit of this kind"_s};
            menu.showView(view);
            const QList<QAction*> actions = menu.actions();
            for (const QAction* action : actions) {
                if (action->isVisible() && !action->isSeparator())
                    QVERIFY2(action->isEnabled(), qPrintable(action->text()));
            }
        }
        menu.showView(loggedIn({session(u"a"_s, u"shop"_s)}));
        QVERIFY(entry(*entry(menu, u"shop"_s)->menu(), u"working since"_s)->isEnabled());
    }

    void followsTheOrderOfTheView()
    {
        TrayMenu menu{m_clock};
        menu.showView(loggedIn({session(u"a"_s, u"a"_s), session(u"b"_s, u"b"_s)}));
        QAction* before = entry(menu, u"a — "_s);
        menu.showView(loggedIn({session(u"c"_s, u"c"_s), session(u"b"_s, u"b"_s), session(u"a"_s, u"a"_s)}));
        QCOMPARE(texts(menu).mid(3, 3), (QStringList{u"c — working"_s, u"b — working"_s, u"a — working"_s}));
        QCOMPARE(entry(menu, u"a — "_s), before);
    }

    void movesNoEntryWhileItIsOpen()
    {
        TrayMenu menu{m_clock};
        menu.showView(loggedIn({session(u"a"_s, u"shop"_s), session(u"b"_s, u"blog"_s)}));
        menu.popup({0, 0});
        QTRY_VERIFY(menu.isVisible());
        const QList<QAction*> before = menu.actions();
        menu.showView(
            loggedIn({session(u"c"_s, u"new"_s), session(u"b"_s, u"blog"_s, SessionState::Waiting)}));
        QCOMPARE(menu.actions(), before);
        QVERIFY(entry(menu, u"blog — waiting"_s) != nullptr);
        const QMenu* gone = entry(menu, u"shop"_s)->menu();
        QCOMPARE(texts(*gone).at(0), u"ended"_s);
        QVERIFY(!entry(*gone, u"&Text Me"_s)->isEnabled());

        menu.hide();
        QTRY_VERIFY(entry(menu, u"new"_s) != nullptr);
        QVERIFY(entry(menu, u"shop"_s) == nullptr);
    }

    void survivesASessionThatEndsWhileItsOwnEntryIsUsed()
    {
        TrayMenu menu{m_clock};
        menu.showView(loggedIn({session(u"a"_s, u"shop"_s)}));
        connect(&menu, &TrayMenu::textsToggled, &menu, [&] { menu.showView(loggedIn({})); });
        entry(*entry(menu, u"shop"_s)->menu(), u"&Text Me"_s)->trigger();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(entry(menu, u"shop"_s) == nullptr);
        QVERIFY(entry(menu, u"No Claude session"_s) != nullptr);
    }

private:
    FixedClock m_clock;
};

QTEST_MAIN(TestTrayMenu)
#include "test_tray_menu.moc"
