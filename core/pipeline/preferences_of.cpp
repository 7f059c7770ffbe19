// SPDX-License-Identifier: MIT
#include "core/pipeline/preferences_of.h"

#include "core/settings/settings.h"

namespace tocsin {

namespace {

TopicPreferences topicPreferences(AlertTopic topic, const std::function<QVariant(Setting)>& valueOf)
{
    const auto chosen = [&](AlertChoice choice) { return valueOf(alertSetting(topic, choice)); };
    return {.notification = chosen(AlertChoice::Notification).toBool(),
            .sound = chosen(AlertChoice::Sound).toBool(),
            .text = textWhenFrom(chosen(AlertChoice::Text).toString()).value_or(TextWhen::AfterGrace),
            .grace = std::chrono::seconds{chosen(AlertChoice::Grace).toInt()},
            .duringQuietHours = chosen(AlertChoice::DuringQuietHours).toBool()};
}

} // namespace

Preferences preferencesOf(const std::function<QVariant(Setting)>& valueOf)
{
    Preferences preferences{
        .quietHours =
            QuietHours::fromStrings(valueOf(Setting::QuietHours).toStringList()).value_or(QuietHours{}),
        .followDoNotDisturb = valueOf(Setting::FollowDoNotDisturb).toBool(),
        .hideContents = valueOf(Setting::HideContents).toBool(),
        .minimumTurn = std::chrono::seconds{valueOf(Setting::MinimumTurn).toInt()},
        .alertHeadless = valueOf(Setting::HeadlessAlerts).toBool(),
        .alertTeammates = valueOf(Setting::TeammateAlerts).toBool()};
    for (const AlertTopic topic : AlertTopics)
        preferences.of(topic) = topicPreferences(topic, valueOf);
    return preferences;
}

Preferences preferencesOf(const Settings& settings)
{
    return preferencesOf([&settings](Setting setting) { return settings.value(setting); });
}

} // namespace tocsin
