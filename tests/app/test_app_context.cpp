// SPDX-License-Identifier: MIT
#include "app/app_context.h"
#include "app/sessions/story_text.h"
#include "core/channels/desktop/null_notifier.h"
#include "core/ipc/replies.h"
#include "core/pipeline/preferences_of.h"
#include "core/pipeline/status_report.h"
#include "core/policy/plan_text.h"

#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Every part of the app, but nothing started.
class TestAppContext final : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<AppContext> m_app;
    int m_sent{0};

    void make()
    {
        m_settings = std::make_unique<Settings>(m_folder.filePath(QUuid::createUuid().toString()),
                                                QProcessEnvironment{});
        m_app = std::make_unique<AppContext>(*m_settings, std::make_unique<NullNotifier>(),
                                             TokenStoreChoice::File);
    }
    [[nodiscard]] Plan plan(AlertTopic topic)
    {
        return m_app->companion().preview(exampleOf(topic, m_app->clock().nowUtc()));
    }

    /// Of the checks; empty: it never answered.
    [[nodiscard]] QStringList examined()
    {
        QStringList ids;
        m_app->doctor().examineAll([&ids](const QList<ipc::Check>& checks) {
            for (const ipc::Check& check : checks)
                ids << check.id;
        });
        if (!ids.isEmpty())
            return {u"it answered at once, and so has blocked the window"_s};
        static_cast<void>(QTest::qWaitFor([&ids] { return !ids.isEmpty(); }, 60'000));
        return ids;
    }

    /// As the hook brings it.
    void prompt(const QString& words)
    {
        take({{u"hook_event_name"_s, u"UserPromptSubmit"_s},
              {u"session_id"_s, u"shop"_s},
              {u"prompt"_s, words}});
    }
    void take(const QJsonObject& event)
    {
        m_app->companion().takeHook({{u"type"_s, u"hook"_s},
                                     {u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)},
                                     {u"boot_id"_s, u"boot"_s},
                                     {u"monotonic_ns"_s, QString::number(++m_sent)},
                                     {u"wall_ms"_s, QString::number(QDateTime::currentMSecsSinceEpoch())},
                                     {u"event"_s, event}});
    }
    /// In the story, the latest first.
    [[nodiscard]] QStringList keptPrompts()
    {
        QStringList words;
        for (const HistoryRow& row : m_app->store().story(u"shop"_s, nullptr, 50)) {
            if (row.topic == PromptTopic)
                words << row.detail;
        }
        return words;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_app.reset();
        m_settings.reset();
    }

    void theChecksOfTheWindowAreThoseOfTheTerminal()
    {
        make();
        const QStringList ids = examined();
        for (const QString& id :
             {u"hookbridge"_s, u"plugin"_s, u"tray"_s, u"notifications"_s, u"hooks"_s, u"keychain"_s,
              u"login"_s, u"server"_s, u"clock"_s, u"presence"_s, u"disk"_s})
            QVERIFY2(ids.contains(id), qPrintable(id + u" is not among "_s + ids.join(u' ')));
    }
    void anExaminationThatIsUnderWayEndsWithTheApp()
    {
        make();
        m_app->doctor().examineAll([](const QList<ipc::Check>&) { qFatal("it ended before"); });
        m_app.reset();
        QTest::qWait(0);
    }
    void thePromptsWordsAreKeptOnlyIfThePersonAllowsIt()
    {
        make();
        prompt(u"a secret plan"_s);
        QCOMPARE(keptPrompts(), QStringList{QString{}});
        m_settings->setValue(Setting::KeepPrompts, true);
        prompt(u"fix the login"_s);
        QCOMPARE(keptPrompts(), (QStringList{u"fix the login"_s, QString{}}));
        m_settings->setValue(Setting::KeepPrompts, false);
        QCOMPARE(keptPrompts(), (QStringList{QString{}, QString{}}));
        prompt(u"another"_s);
        QCOMPARE(keptPrompts(), (QStringList{QString{}, QString{}, QString{}}));
    }
    void noTextIsPromisedWithoutALogin()
    {
        make();
        prompt(u"go on"_s);
        take({{u"hook_event_name"_s, u"PermissionRequest"_s},
              {u"session_id"_s, u"shop"_s},
              {u"tool_name"_s, u"Bash"_s},
              {u"tool_input"_s, QJsonObject{{u"command"_s, u"make"_s}}}});
        const QDateTime now = m_app->clock().nowUtc();
        m_app->companion().mute(u"shop"_s, now.addSecs(7200));
        const HistoryRow row = m_app->store().story(u"shop"_s, nullptr, 50).front();
        QCOMPARE(row.topic, u"permission"_s);
        const QString story = storyText(row, now, {}).channels;
        QVERIFY2(story.endsWith(u"No text: you are not logged in."_s), qPrintable(story));
        const QString status =
            StatusReport{m_app->companion(), m_app->login(), *m_settings}.reply({}).message;
        QVERIFY2(status.contains(u"1 notification"_s) && !status.contains(u"text(s) held"_s),
                 qPrintable(status));
        const Plan plan = m_app->companion().reportedPlan(exampleOf(AlertTopic::Error, now), {});
        QCOMPARE(plan.text.reason, PlanReason::NoLogin);
        QVERIFY(plan.text.isNever() && !plan.notification.isNever());
    }
    void everyChoiceOfATopicHoldsAtOnce()
    {
        make();
        for (const AlertTopic topic : AlertTopics) {
            QCOMPARE(plan(topic).text.reason, PlanReason::Grace);
            m_settings->setValue(alertSetting(topic, AlertChoice::Grace), 600);
            QVERIFY(m_app->clock().nowUtc().secsTo(plan(topic).text.at) > 590);
            QCOMPARE(plan(topic).hasSound, preferencesOf(*m_settings).of(topic).sound);
            m_settings->setValue(alertSetting(topic, AlertChoice::Sound), !plan(topic).hasSound);
            QCOMPARE(plan(topic).hasSound, preferencesOf(*m_settings).of(topic).sound);
            m_settings->setValue(alertSetting(topic, AlertChoice::Text), u"never"_s);
            QCOMPARE(plan(topic).text.reason, PlanReason::SwitchedOff);
            m_settings->setValue(alertSetting(topic, AlertChoice::Notification), false);
            QCOMPARE(plan(topic).notification.reason, PlanReason::SwitchedOff);
        }
    }
    void quietHoursMutesAndHiddenContentsHoldAtOnce()
    {
        make();
        QVERIFY(!plan(AlertTopic::Error).hidesContents);
        m_settings->setValue(Setting::HideContents, true);
        QVERIFY(plan(AlertTopic::Error).hidesContents);
        m_settings->setValue(Setting::QuietHours, QStringList{u"mon-sun 00:00-00:00"_s});
        QCOMPARE(plan(AlertTopic::Error).text.reason, PlanReason::QuietHours);
        m_settings->setValue(alertSetting(AlertTopic::Error, AlertChoice::DuringQuietHours), true);
        QCOMPARE(plan(AlertTopic::Error).text.reason, PlanReason::Grace);
        QCOMPARE(plan(AlertTopic::Lost).text.reason, PlanReason::QuietHours);
        m_settings->setValue(Setting::QuietHours, QStringList{});
        const QDateTime soon = m_app->clock().nowUtc().addSecs(900);
        m_settings->setValue(Setting::MutedUntil, soon.toString(Qt::ISODate));
        QCOMPARE(plan(AlertTopic::Lost).text.reason, PlanReason::Muted);
        m_settings->setValue(Setting::MutedUntil, QString{});
        QCOMPARE(plan(AlertTopic::Lost).text.reason, PlanReason::Grace);
    }
};

QTEST_GUILESS_MAIN(TestAppContext)
#include "test_app_context.moc"
