// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/alert_topic.h"
#include "core/settings/setting_row.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace tocsin {

/// What a person chooses for each topic.
enum class AlertChoice : uint8_t { Notification, Sound, Text, Grace, DuringQuietHours };

inline constexpr std::array AlertChoices{AlertChoice::Notification, AlertChoice::Sound, AlertChoice::Text,
                                         AlertChoice::Grace, AlertChoice::DuringQuietHours};

[[nodiscard]] constexpr Setting alertSetting(AlertTopic topic, AlertChoice choice)
{
    return static_cast<Setting>(static_cast<size_t>(Setting::FirstOfAlerts) +
                                static_cast<size_t>(topic) * AlertChoices.size() +
                                static_cast<size_t>(choice));
}

[[nodiscard]] constexpr bool isAlertSetting(Setting setting)
{
    return setting >= Setting::FirstOfAlerts;
}

/// Claude did not stop halfway: no hurry.
[[nodiscard]] constexpr bool canWait(AlertTopic topic)
{
    return topic == AlertTopic::Waiting || topic == AlertTopic::Finished || topic == AlertTopic::NoActivity;
}

/// One column of the table. Its key is `alerts/TOPIC_NAME`.
struct AlertColumn
{
    AlertChoice choice;
    std::string_view name;
    SettingKind kind;
    const char* label;
    const char* hint;
};

// clang-format off
inline constexpr std::array AlertColumns{
    AlertColumn{.choice = AlertChoice::Notification, .name = "notification", .kind = SettingKind::Switch,
                .label = QT_TRANSLATE_NOOP("SettingTable", "notification"),
                .hint = QT_TRANSLATE_NOOP("SettingTable", "Show a notification on the desktop.")},
    AlertColumn{.choice = AlertChoice::Sound, .name = "sound", .kind = SettingKind::Switch,
                .label = QT_TRANSLATE_NOOP("SettingTable", "sound"),
                .hint = QT_TRANSLATE_NOOP("SettingTable", "The notification has a sound.")},
    AlertColumn{.choice = AlertChoice::Text, .name = "text", .kind = SettingKind::TextWhen,
                .label = QT_TRANSLATE_NOOP("SettingTable", "text"),
                .hint = QT_TRANSLATE_NOOP("SettingTable", "When a text is sent. You react by answering, or by clicking or closing the notification. While you are away, texts are sent at once.")},
    AlertColumn{.choice = AlertChoice::Grace, .name = "grace", .kind = SettingKind::Seconds,
                .label = QT_TRANSLATE_NOOP("SettingTable", "text after"),
                .hint = QT_TRANSLATE_NOOP("SettingTable", "How long you have to react before a text is sent.")},
    AlertColumn{.choice = AlertChoice::DuringQuietHours, .name = "during_quiet_hours", .kind = SettingKind::Switch,
                .label = QT_TRANSLATE_NOOP("SettingTable", "also during quiet hours"),
                .hint = QT_TRANSLATE_NOOP("SettingTable", "Neither quiet hours nor Do Not Disturb hold it back.")},
};
// clang-format on

namespace alert_rows {

constexpr int LongestGrace{600}; // seconds

/// Where the keys live: a row only points to its own.
inline constexpr auto Keys = [] {
    std::array<std::array<char, 40>, AlertTopics.size() * AlertColumns.size()> keys{};
    for (size_t i = 0; i < keys.size(); ++i) {
        const QLatin1StringView topic = AlertTopicNames[i / AlertColumns.size()];
        auto end = keys[i].begin();
        for (const std::string_view part :
             {std::string_view{"alerts/"}, std::string_view{topic.data(), static_cast<size_t>(topic.size())},
              std::string_view{"_"}, AlertColumns[i % AlertColumns.size()].name})
            end = std::copy(part.begin(), part.end(), end);
    }
    return keys;
}();

/// With its length: UBSan's look at the pointer is no constant.
[[nodiscard]] constexpr QLatin1StringView keyOf(size_t index)
{
    const auto& key = Keys[index];
    return {key.data(), std::find(key.begin(), key.end(), '\0') - key.begin()};
}

[[nodiscard]] constexpr decltype(SettingRow::initial) initialOf(AlertTopic topic, AlertChoice choice)
{
    switch (choice) {
    case AlertChoice::Notification:
        break;
    case AlertChoice::Sound:
        return !canWait(topic);
    case AlertChoice::Text:
        return TextWhen::AfterGrace;
    case AlertChoice::Grace:
        return canWait(topic) ? 180 : 60;
    case AlertChoice::DuringQuietHours:
        return false;
    }
    return true;
}

[[nodiscard]] constexpr SettingRow row(size_t index)
{
    const AlertTopic topic = AlertTopics[index / AlertColumns.size()];
    const AlertColumn& column = AlertColumns[index % AlertColumns.size()];
    SettingRow row{.setting = alertSetting(topic, column.choice),
                   .key = keyOf(index),
                   .kind = column.kind,
                   .initial = initialOf(topic, column.choice),
                   .place = SettingPlace::AlertTable,
                   .label = column.label,
                   .hint = column.hint,
                   .topic = topic};
    if (column.choice == AlertChoice::Grace) {
        row.most = LongestGrace;
        row.zero = QT_TRANSLATE_NOOP("SettingTable", "at once");
    }
    return row;
}

template<size_t... Index>
[[nodiscard]] constexpr std::array<SettingRow, sizeof...(Index)> rows(std::index_sequence<Index...> /*all*/)
{
    return {row(Index)...};
}

} // namespace alert_rows

inline constexpr auto AlertRows =
    alert_rows::rows(std::make_index_sequence<AlertTopics.size() * AlertColumns.size()>{});

} // namespace tocsin
