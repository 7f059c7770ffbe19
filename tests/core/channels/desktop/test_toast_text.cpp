// SPDX-License-Identifier: MIT
#include "core/channels/desktop/toast_text.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Alert alert(AlertKind kind, AlertCause cause, const QString& text = {}, std::chrono::seconds duration = 0s)
{
    return {.sessionId = u"s1"_s,
            .sessionName = u"shop (main)"_s,
            .kind = kind,
            .cause = cause,
            .text = Phrase::verbatim(text),
            .duration = duration};
}

} // namespace

class TestToastText final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatHappenedAndWhere_data()
    {
        QTest::addColumn<Alert>("what");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("body");
        QTest::addColumn<bool>("urgent");
        const auto row = [](const char* name, const Alert& what, const QString& title, const QString& body,
                            bool urgent) { QTest::newRow(name) << what << title << body << urgent; };
        row("permission", alert(AlertKind::Permission, AlertCause::Permission, u"Bash npm publish"_s),
            u"shop (main): needs permission"_s, u"Bash npm publish"_s, true);
        row("permission without words", alert(AlertKind::Permission, AlertCause::Permission),
            u"shop (main): needs permission"_s, u"Allow or deny it in the terminal."_s, true);
        row("question", alert(AlertKind::Question, AlertCause::Question, u"Which colour?"_s),
            u"shop (main): has a question"_s, u"Which colour?"_s, true);
        row("idle", alert(AlertKind::Waiting, AlertCause::Idle), u"shop (main): waiting"_s,
            u"Claude is waiting for your input."_s, false);
        row("inactive", alert(AlertKind::Waiting, AlertCause::Inactive, {}, 10min),
            u"shop (main): no activity for 10 min"_s, u"Check the terminal."_s, false);
        row("message", alert(AlertKind::Waiting, AlertCause::Message, u"The build is green."_s),
            u"shop (main): message from Claude"_s, u"The build is green."_s, false);
        row("limit over", alert(AlertKind::Waiting, AlertCause::LimitOver),
            u"shop (main): usage limit reset"_s, u"Claude can continue."_s, false);
        row("tool", alert(AlertKind::Error, AlertCause::Tool, u"permission denied"_s),
            u"shop (main): error"_s, u"permission denied"_s, true);
        row("api", alert(AlertKind::Error, AlertCause::Api, u"rate limit"_s), u"shop (main): stopped"_s,
            u"rate limit"_s, true);
        row("lost", alert(AlertKind::Error, AlertCause::Lost), u"shop (main): ended unexpectedly"_s,
            u"Restart it to continue."_s, true);
        row("done", alert(AlertKind::Done, AlertCause::TurnDone), u"shop (main): finished"_s, {}, false);
        row("done, with Claude's words",
            alert(AlertKind::Done, AlertCause::TurnDone, u"Both tests pass."_s, 4min),
            u"shop (main): finished after 4 min"_s, u"Both tests pass."_s, false);
    }
    void saysWhatHappenedAndWhere()
    {
        QFETCH(Alert, what);
        QFETCH(QString, title);
        QFETCH(QString, body);
        QFETCH(bool, urgent);
        const Toast toast = toastFor(ShowToast{what, {.isUrgent = urgent}});
        QCOMPARE(toast.title, title);
        QCOMPARE(toast.body, body);
        QCOMPARE(toast.urgency, urgent ? ToastUrgency::Critical : ToastUrgency::Normal);
        QCOMPARE(toast.staysUntilClosed, urgent);
        QVERIFY(!toast.category.isEmpty());
        QVERIFY(!toast.iconName.isEmpty());
    }

    void saysHowManyItStandsFor()
    {
        Alert errors = alert(AlertKind::Error, AlertCause::Tool, u"permission denied"_s);
        errors.count = 3;
        QCOMPARE(toastFor(ShowToast{errors}).body, u"3 errors. Latest: permission denied"_s);
        Alert turns = alert(AlertKind::Done, AlertCause::TurnDone, u"Both tests pass."_s);
        turns.count = 2;
        QCOMPARE(toastFor(ShowToast{turns}).body, u"2 turns finished. Both tests pass."_s);
        Alert reminders = alert(AlertKind::Waiting, AlertCause::Idle);
        reminders.count = 2;
        QCOMPARE(toastFor(ShowToast{reminders}).body, u"Claude is waiting for your input."_s);
    }

    void saysWhatStillRunsAfterATurn()
    {
        Alert turn = alert(AlertKind::Done, AlertCause::TurnDone);
        turn.runningCommands = 1;
        QVERIFY(!toastFor(ShowToast{turn}).body.isEmpty());
        turn.text = Phrase::verbatim(u"The server is up."_s);
        QVERIFY(toastFor(ShowToast{turn}).body.startsWith(u"The server is up. "_s));
    }
    void saysHowLongItTookAsPeopleDo()
    {
        const auto titleAfter = [](std::chrono::seconds duration) {
            return toastFor(ShowToast{alert(AlertKind::Done, AlertCause::TurnDone, {}, duration)}).title;
        };
        QCOMPARE(titleAfter(0s), u"shop (main): finished"_s); // its prompt was not seen
        QCOMPARE(titleAfter(40s), u"shop (main): finished after 40 s"_s);
        QCOMPARE(titleAfter(90s), u"shop (main): finished after 2 min"_s);
        QCOMPARE(titleAfter(2h + 5min), u"shop (main): finished after 2 h 5 min"_s);
    }

    void everyAlertHasANotificationOfItsOwn()
    {
        Alert first = alert(AlertKind::Permission, AlertCause::Permission, u"a"_s);
        first.id = {7};
        Alert second = first;
        second.id = {8};
        QVERIFY(toastFor(ShowToast{first}).tag != toastFor(ShowToast{second}).tag);
        QCOMPARE(toastFor(ShowToast{first}).tag, toastTag(first.id));
        QCOMPARE(alertOfToast(toastFor(ShowToast{second}).tag), second.id);
        QVERIFY(!alertOfToast(u"s1/permission"_s).isValid()); // another program's, or an earlier version's
    }

    void namesNoSessionThatHasNoName()
    {
        Alert nameless = alert(AlertKind::Done, AlertCause::TurnDone);
        nameless.sessionName = u" \n"_s;
        QCOMPARE(toastFor(ShowToast{nameless}).title, u"finished"_s);
    }

    void keepsAStrangersTextToOneShortLine()
    {
        Alert wild = alert(AlertKind::Permission, AlertCause::Permission, u"Bash: "_s + QString(1000, u'x'));
        wild.sessionName = u"%1 %2\x202e\n"_s + QString(200, u'n');
        const Toast toast = toastFor(ShowToast{wild});
        QVERIFY(toast.title.startsWith(u"%1 %2 nnn"_s));
        QVERIFY(toast.title.endsWith(u"…: needs permission"_s));
        QVERIFY(toast.title.size() < 100);
        QVERIFY(toast.body.endsWith(u'…'));
        QVERIFY(toast.body.size() <= 240);
    }
};

QTEST_GUILESS_MAIN(TestToastText)
#include "test_toast_text.moc"
