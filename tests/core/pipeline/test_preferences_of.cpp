// SPDX-License-Identifier: MIT
#include "core/pipeline/preferences_of.h"
#include "core/settings/settings.h"

#include <QTemporaryDir>
#include <QTest>
#include <QUuid>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestPreferencesOf final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_settings = std::make_unique<Settings>(m_folder.filePath(QUuid::createUuid().toString()),
                                                QProcessEnvironment{});
    }

    void withoutAChoiceATextWaitsForTheReaction()
    {
        const Preferences preferences = preferencesOf(*m_settings);
        for (const AlertTopic topic : AlertTopics) {
            const bool isCalm = topic == AlertTopic::Waiting || topic == AlertTopic::Finished ||
                                topic == AlertTopic::NoActivity;
            QVERIFY(preferences.of(topic).notification);
            QCOMPARE(preferences.of(topic).sound, !isCalm);
            QCOMPARE(preferences.of(topic).text, TextWhen::AfterGrace);
            QVERIFY(preferences.of(topic).grace == (isCalm ? 180s : 60s));
            QVERIFY(!preferences.of(topic).duringQuietHours);
        }
        QVERIFY(preferences.quietHours.isEmpty());
        QVERIFY(preferences.followDoNotDisturb);
        QVERIFY(!preferences.hideContents);
        QVERIFY(preferences.minimumTurn == 30s);
        QVERIFY(!preferences.alertHeadless);
        QVERIFY(!preferences.alertTeammates);
    }
    void eachTopicHasItsOwnChoices()
    {
        for (const AlertTopic topic : AlertTopics) {
            const Preferences before = preferencesOf(*m_settings);
            m_settings->setValue(alertSetting(topic, AlertChoice::Notification), false);
            m_settings->setValue(alertSetting(topic, AlertChoice::Sound), !before.of(topic).sound);
            m_settings->setValue(alertSetting(topic, AlertChoice::Text), u"never"_s);
            m_settings->setValue(alertSetting(topic, AlertChoice::Grace), 7);
            m_settings->setValue(alertSetting(topic, AlertChoice::DuringQuietHours), true);
            const Preferences after = preferencesOf(*m_settings);
            QVERIFY(!after.of(topic).notification);
            QCOMPARE(after.of(topic).sound, !before.of(topic).sound);
            QCOMPARE(after.of(topic).text, TextWhen::Never);
            QVERIFY(after.of(topic).grace == 7s);
            QVERIFY(after.of(topic).duringQuietHours);
            for (const AlertTopic other : AlertTopics) {
                if (other == topic)
                    continue;
                QCOMPARE(after.of(other).notification, before.of(other).notification);
                QCOMPARE(after.of(other).text, before.of(other).text);
                QVERIFY(after.of(other).grace == before.of(other).grace);
            }
        }
    }
    void theRestIsTakenToo()
    {
        m_settings->setValue(Setting::QuietHours, QStringList{u"mon-fri 22:00-07:00"_s});
        m_settings->setValue(Setting::FollowDoNotDisturb, false);
        m_settings->setValue(Setting::HideContents, true);
        m_settings->setValue(Setting::MinimumTurn, 0);
        m_settings->setValue(Setting::HeadlessAlerts, true);
        m_settings->setValue(Setting::TeammateAlerts, true);
        const Preferences preferences = preferencesOf(*m_settings);
        QCOMPARE(preferences.quietHours, m_settings->get<Setting::QuietHours>());
        QCOMPARE(preferences.quietHours.toStrings().size(), 5);
        QVERIFY(!preferences.followDoNotDisturb);
        QVERIFY(preferences.hideContents);
        QVERIFY(preferences.minimumTurn == 0s);
        QVERIFY(preferences.alertHeadless);
        QVERIFY(preferences.alertTeammates);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Settings> m_settings;
};

QTEST_GUILESS_MAIN(TestPreferencesOf)
#include "test_preferences_of.moc"
