// SPDX-License-Identifier: MIT
#include "core/channels/desktop/toast_text.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

Alert alert(AlertKind kind, AlertCause cause, const QString& text = {})
{
    return {.sessionId = u"s1"_s,
            .sessionName = u"shop (main)"_s,
            .kind = kind,
            .cause = cause,
            .text = text,
            .raisedAt = {}};
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
            u"Claude needs permission — shop (main)"_s, u"Bash npm publish"_s, true);
        row("permission without words", alert(AlertKind::Permission, AlertCause::Permission),
            u"Claude needs permission — shop (main)"_s, u"Allow or deny it in the terminal."_s, true);
        row("question", alert(AlertKind::Question, AlertCause::Question, u"Which colour?"_s),
            u"Claude has a question — shop (main)"_s, u"Which colour?"_s, true);
        row("idle", alert(AlertKind::Waiting, AlertCause::Idle), u"Claude is waiting — shop (main)"_s,
            u"Waiting for your input"_s, false);
        row("inactive", alert(AlertKind::Waiting, AlertCause::Inactive),
            u"No news from Claude — shop (main)"_s, u"No sign of activity for 10 minutes"_s, false);
        row("tool", alert(AlertKind::Error, AlertCause::Tool, u"permission denied"_s),
            u"Claude ran into an error — shop (main)"_s, u"permission denied"_s, true);
        row("api", alert(AlertKind::Error, AlertCause::Api, u"rate limit"_s),
            u"Claude had to stop — shop (main)"_s, u"rate limit"_s, true);
        row("lost", alert(AlertKind::Error, AlertCause::Lost),
            u"Claude Code ended unexpectedly — shop (main)"_s, u"Start it again to go on."_s, true);
        row("done", alert(AlertKind::Done, AlertCause::TurnDone), u"Claude is done — shop (main)"_s,
            u"It is your turn."_s, false);
    }
    void saysWhatHappenedAndWhere()
    {
        QFETCH(Alert, what);
        QFETCH(QString, title);
        QFETCH(QString, body);
        QFETCH(bool, urgent);
        const Toast toast = toastFor(what);
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
        QCOMPARE(toastFor(errors).body, u"3 errors, the last: permission denied"_s);
        Alert turns = alert(AlertKind::Done, AlertCause::TurnDone);
        turns.count = 2;
        QCOMPARE(toastFor(turns).body, u"2 turns are done. It is your turn."_s);
        Alert reminders = alert(AlertKind::Waiting, AlertCause::Idle);
        reminders.count = 2;
        QCOMPARE(toastFor(reminders).body, u"Waiting for your input"_s);
    }

    void everySessionAndKindHasOneToast()
    {
        QCOMPARE(toastFor(alert(AlertKind::Permission, AlertCause::Permission, u"a"_s)).tag,
                 u"s1/permission"_s);
        QCOMPARE(toastFor(alert(AlertKind::Error, AlertCause::Tool)).tag,
                 toastFor(alert(AlertKind::Error, AlertCause::Api)).tag);
        QCOMPARE(toastTag(u"s1"_s, AlertKind::Done), u"s1/done"_s);
    }

    void namesNoSessionThatHasNoName()
    {
        Alert nameless = alert(AlertKind::Done, AlertCause::TurnDone);
        nameless.sessionName = u" \n"_s;
        QCOMPARE(toastFor(nameless).title, u"Claude is done"_s);
    }

    void keepsAStrangersTextToOneShortLine()
    {
        Alert wild = alert(AlertKind::Permission, AlertCause::Permission, u"Bash: "_s + QString(1000, u'x'));
        wild.sessionName = u"%1 %2\x202e\n"_s + QString(200, u'n');
        const Toast toast = toastFor(wild);
        QVERIFY(toast.title.startsWith(u"Claude needs permission — %1 %2 nnn"_s));
        QVERIFY(toast.title.endsWith(u'…'));
        QVERIFY(toast.title.size() < 100);
        QVERIFY(toast.body.endsWith(u'…'));
        QVERIFY(toast.body.size() <= 240);
    }
};

QTEST_GUILESS_MAIN(TestToastText)
#include "test_toast_text.moc"
