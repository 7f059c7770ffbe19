// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/channels/sms/sms_message.h"

#include <QTest>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Alert alert(AlertCause cause, const QString& text = {}, std::chrono::seconds duration = 0s, int commands = 0)
{
    return {.kind = kindOf(cause),
            .cause = cause,
            .text = Phrase::verbatim(text),
            .duration = duration,
            .runningCommands = commands};
}

} // namespace

class TestSmsMessage final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatHappened_data()
    {
        QTest::addColumn<Alert>("told");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const Alert& told, const QString& message) {
            QTest::newRow(name) << told << message;
        };
        row("permission", alert(AlertCause::Permission, u"Bash npm publish"_s), u"Bash npm publish"_s);
        row("lost", alert(AlertCause::Lost), u"Claude Code ended unexpectedly"_s);
        row("limit over", alert(AlertCause::LimitOver), u"Claude can continue"_s);
        row("idle", alert(AlertCause::Idle), {});
        row("silence", alert(AlertCause::Inactive, {}, 10min), u"10 minutes"_s);
        row("silence of unknown length", alert(AlertCause::Inactive), {});
        row("finished", alert(AlertCause::TurnDone), {});
        row("finished after a second", alert(AlertCause::TurnDone, {}, 1s), u"after 1 second"_s);
        row("finished, in seconds", alert(AlertCause::TurnDone, {}, 40s), u"after 40 seconds"_s);
        row("finished, in minutes", alert(AlertCause::TurnDone, {}, 241s), u"after 4 minutes"_s);
        row("finished, in hours", alert(AlertCause::TurnDone, {}, 2h), u"after 2 hours"_s);
        row("finished, in both", alert(AlertCause::TurnDone, {}, 2h + 5min), u"after 2 hours 5 minutes"_s);
        row("finished, with words", alert(AlertCause::TurnDone, u"Both pass."_s, 40s),
            u"after 40 seconds. Both pass."_s);
        row("finished, words alone", alert(AlertCause::TurnDone, u"Both pass."_s), u"Both pass."_s);
        row("one command runs", alert(AlertCause::TurnDone, {}, 40s, 1),
            u"after 40 seconds; 1 background command still runs"_s);
        row("two commands run", alert(AlertCause::TurnDone, u"Up."_s, 0s, 2),
            u"2 background commands still run. Up."_s);
    }
    void saysWhatHappened()
    {
        QFETCH(Alert, told);
        QFETCH(QString, message);
        QCOMPARE(smsMessage(told), message);
    }

    void keepsSecretsBack()
    {
        for (const AlertCause cause : {AlertCause::Permission, AlertCause::TurnDone, AlertCause::Tool}) {
            const QString message = smsMessage(alert(cause, u"Bash mysql -phunter22 shop"_s));
            QVERIFY2(message.contains("mysql"_L1) && !message.contains("hunter22"_L1), qPrintable(message));
        }
    }

    void isCutToWhatFits()
    {
        const QString message = smsMessage(alert(AlertCause::TurnDone, QString{2000, u'x'}, 40s));
        QVERIFY(message.size() <= MaxErrorText);
        QVERIFY(message.startsWith("after 40 seconds. x"_L1));
    }
};

QTEST_GUILESS_MAIN(TestSmsMessage)
#include "test_sms_message.moc"
