// SPDX-License-Identifier: MIT
#include "app/tray/tray_text.h"

#include <QSet>
#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

class TestTrayText final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sayHowManyTextsWaitAndForWhat()
    {
        TrayView view{.login = LoginPhase::LoggedIn, .waitingTexts = 3};
        QVERIFY(trayToolTip(view).contains(u"\n3 text"_s));
        view.login = LoginPhase::LoggedOut;
        view.waitingTexts = 1;
        QVERIFY(trayToolTip(view).endsWith(u"waiting for you to log in"_s));
        view.waitingTexts = 0;
        QVERIFY(!trayToolTip(view).contains(u"waiting"_s));
    }
    void toolTipNamesTheStateAndCountsTheSessions()
    {
        TrayView view;
        view.status = TrayStatus::NeedsYou;
        view.sessions = {session(SessionState::Working), session(SessionState::Waiting),
                         session(SessionState::Working), session(SessionState::Lost)};
        const QStringList lines = trayToolTip(view).split(u'\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines.at(0), u"Tocsin: Claude needs you"_s);
        QVERIFY(lines.at(1).startsWith(u"1 session"_s) && lines.at(1).endsWith(u"ended unexpectedly"_s));
        QVERIFY(lines.at(2).startsWith(u"1 session"_s) && lines.at(2).endsWith(u"waiting"_s));
        QVERIFY(lines.at(3).startsWith(u"2 session"_s) && lines.at(3).endsWith(u"working"_s));
    }

    void aWaitingSessionSaysWhatItNeeds()
    {
        QCOMPARE(stateText(SessionState::Waiting, AlertKind::Permission), u"needs permission"_s);
        QCOMPARE(stateText(SessionState::Waiting, AlertKind::Question), u"has a question"_s);
        QCOMPARE(stateText(SessionState::Waiting, AlertKind::Waiting), u"waiting"_s);
        QCOMPARE(stateText(SessionState::Working, AlertKind::Permission), u"working"_s);
    }
    void everyStateHasWordsOfItsOwn()
    {
        QSet<QString> words;
        for (const auto state :
             {SessionState::Idle, SessionState::Working, SessionState::Waiting, SessionState::Done,
              SessionState::Error, SessionState::Quiet, SessionState::Ended, SessionState::Lost})
            words << stateText(state);
        for (const auto open : {AlertKind::Permission, AlertKind::Question})
            words << stateText(SessionState::Waiting, open);
        QCOMPARE(words.size(), 10);
        words.clear();
        for (const auto status : {TrayStatus::LoggedOut, TrayStatus::Idle, TrayStatus::Working,
                                  TrayStatus::NeedsYou, TrayStatus::Error})
            words << statusText(status);
        QCOMPARE(words.size(), 5);
        QVERIFY(!words.contains(QString{}));
    }

private:
    static SessionView session(SessionState state)
    {
        return {.id = u"x"_s, .name = u"x"_s, .state = state, .since = {}, .texts = DeliveryStatus::Off};
    }
};

QTEST_GUILESS_MAIN(TestTrayText)
#include "test_tray_text.moc"
