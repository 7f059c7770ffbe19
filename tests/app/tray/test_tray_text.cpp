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
        QVERIFY(trayToolTip(view).endsWith(u"waiting for your login"_s));
        view.waitingTexts = 0;
        QVERIFY(!trayToolTip(view).contains(u"waiting"_s));
    }
    void toolTipNamesTheStateAndCountsTheSessions()
    {
        TrayView view;
        view.overall = TrayStatus::NeedsYou;
        view.sessions = {session(SessionState::Working), session(SessionState::Waiting),
                         session(SessionState::Working), session(SessionState::Lost)};
        const QStringList lines = trayToolTip(view).split(u'\n');
        QCOMPARE(lines.size(), 4);
        QCOMPARE(lines.at(0), u"Tocsin: Claude needs you"_s);
        QVERIFY(lines.at(1).startsWith(u"1 session"_s) && lines.at(1).endsWith(u"with an error"_s));
        QVERIFY(lines.at(2).startsWith(u"1 session"_s) && lines.at(2).endsWith(u"waiting for you"_s));
        QVERIFY(lines.at(3).startsWith(u"2 session"_s) && lines.at(3).endsWith(u"working"_s));
    }

    void everyStateHasWordsOfItsOwn()
    {
        QSet<QString> words;
        for (const auto state :
             {SessionState::Idle, SessionState::Working, SessionState::Waiting, SessionState::Done,
              SessionState::Error, SessionState::Quiet, SessionState::Ended, SessionState::Lost})
            words << stateText(state);
        QCOMPARE(words.size(), 8);
        words.clear();
        for (const auto overall : {TrayStatus::LoggedOut, TrayStatus::Idle, TrayStatus::Working,
                                   TrayStatus::NeedsYou, TrayStatus::Error})
            words << overallText(overall);
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
