// SPDX-License-Identifier: MIT
#pragma once

#include "core/settings/alert_rows.h"
#include "core/settings/setting_row.h"

#include <QString>
#include <QVariant>
#include <QtGlobal>

#include <array>
#include <optional>
#include <utility>

namespace tocsin {

// The order of the window. A heartbeat interval of more than 240 s would let one lost heartbeat reach the 5
// minutes after which the server calls a session stale (server/api/openapi.yaml).
// clang-format off
inline constexpr std::array OtherRows{
    SettingRow{.setting = Setting::TextsForNewSessions, .key = QLatin1StringView{"sessions/texts_for_new"}, .kind = SettingKind::Switch,
               .initial = true,
               .label = QT_TRANSLATE_NOOP("SettingTable", "&Text me about new Claude sessions"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "You can turn texts on or off for each session in the tray menu.")},
    SettingRow{.setting = Setting::Language, .key = QLatin1StringView{"language"}, .kind = SettingKind::Language,
               .initial = QLatin1StringView{},
               .label = QT_TRANSLATE_NOOP("SettingTable", "&Language:"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "The language of Tocsin's windows and notifications. Texts are in English.")},
    SettingRow{.setting = Setting::ServerUrl, .key = QLatin1StringView{"server/url"}, .kind = SettingKind::ServerUrl,
               .initial = QLatin1StringView{"http://localhost:3000"}, .variable = QLatin1StringView{"CLAUDE_SMS_SERVER_URL"},
               .label = QT_TRANSLATE_NOOP("SettingTable", "Ser&ver address:"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "The server that sends the texts.")},
    SettingRow{.setting = Setting::QuietHours, .key = QLatin1StringView{"quiet/hours"}, .kind = SettingKind::QuietHours,
               .initial = QLatin1StringView{}, .place = SettingPlace::Alerts,
               .label = QT_TRANSLATE_NOOP("SettingTable", "Quiet hours"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "No notifications and no texts at these times, except where the table above says so. What is still open afterwards is reported then.")},
    SettingRow{.setting = Setting::FollowDoNotDisturb, .key = QLatin1StringView{"quiet/follow_do_not_disturb"}, .kind = SettingKind::Switch,
               .initial = true, .place = SettingPlace::Alerts,
               .label = QT_TRANSLATE_NOOP("SettingTable", "&Follow Do Not Disturb"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "No texts while you are at the computer and its Do Not Disturb is on.")},
    SettingRow{.setting = Setting::HideContents, .key = QLatin1StringView{"notifications/hide_contents"}, .kind = SettingKind::Switch,
               .initial = false, .place = SettingPlace::Alerts,
               .label = QT_TRANSLATE_NOOP("SettingTable", "&Keep contents off the screen"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "Notifications name the session, but show no command, question or message.")},
    SettingRow{.setting = Setting::MinimumTurn, .key = QLatin1StringView{"sessions/minimum_turn"}, .kind = SettingKind::Seconds,
               .initial = 30, .least = 0, .most = 86'400, .place = SettingPlace::Alerts,
               .label = QT_TRANSLATE_NOOP("SettingTable", "Igno&re finished turns shorter than:"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "No notification and no text when a turn finishes sooner."),
               .zero = QT_TRANSLATE_NOOP("SettingTable", "none")},
    SettingRow{.setting = Setting::CombineWithin, .key = QLatin1StringView{"notifications/combine_within"}, .kind = SettingKind::Seconds,
               .initial = 10, .least = 0, .most = 3600, .place = SettingPlace::Alerts,
               .label = QT_TRANSLATE_NOOP("SettingTable", "Com&bine repeated notifications within:"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "For each session, such as \"3 errors\". Permission requests and questions are always shown immediately."),
               .zero = QT_TRANSLATE_NOOP("SettingTable", "off")},
    SettingRow{.setting = Setting::InactivityMinutes, .key = QLatin1StringView{"sessions/inactivity_minutes"}, .kind = SettingKind::Minutes,
               .initial = 10, .least = 0, .most = 240, .place = SettingPlace::Alerts,
               .label = QT_TRANSLATE_NOOP("SettingTable", "Notify about &inactive sessions after:"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "How long a working session may show no activity."),
               .zero = QT_TRANSLATE_NOOP("SettingTable", "never")},
    SettingRow{.setting = Setting::HeadlessAlerts, .key = QLatin1StringView{"sessions/headless_alerts"}, .kind = SettingKind::Switch,
               .initial = false, .place = SettingPlace::Alerts,
               .label = QT_TRANSLATE_NOOP("SettingTable", "&Notify about background runs (claude -p and SDK)"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "Runs without a terminal are always listed, but notify you only if this is on.")},
    SettingRow{.setting = Setting::TeammateAlerts, .key = QLatin1StringView{"sessions/teammate_alerts"}, .kind = SettingKind::Switch,
               .initial = false, .place = SettingPlace::Alerts,
               .label = QT_TRANSLATE_NOOP("SettingTable", "Notify about te&ammates in agent teams"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "The session that leads the team notifies you in any case.")},
    SettingRow{.setting = Setting::DescribeByPrompt, .key = QLatin1StringView{"sessions/describe_by_prompt"}, .kind = SettingKind::Switch,
               .initial = false, .place = SettingPlace::Advanced,
               .label = QT_TRANSLATE_NOOP("SettingTable", "Name sessions after their &first prompt"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "Otherwise a session has the name of its folder. Texts contain the name.")},
    SettingRow{.setting = Setting::KeepPrompts, .key = QLatin1StringView{"sessions/keep_prompts"}, .kind = SettingKind::Switch,
               .initial = false, .place = SettingPlace::Advanced,
               .label = QT_TRANSLATE_NOOP("SettingTable", "Keep the first wo&rds of prompts in the history"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "On this computer, for 30 days. Turning it off deletes those that were kept.")},
    SettingRow{.setting = Setting::BlockingPatterns, .key = QLatin1StringView{"errors/blocking_patterns"}, .kind = SettingKind::Patterns,
               .initial = QLatin1StringView{}, .place = SettingPlace::Advanced,
               .label = QT_TRANSLATE_NOOP("SettingTable", "Errors that sto&p the work:"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "Regular expressions, one per line, case ignored. Empty: the built-in list.")},
    SettingRow{.setting = Setting::CaFile, .key = QLatin1StringView{"server/ca_file"}, .kind = SettingKind::File,
               .initial = QLatin1StringView{}, .variable = QLatin1StringView{"CLAUDE_SMS_CA_FILE"}, .place = SettingPlace::Advanced,
               .label = QT_TRANSLATE_NOOP("SettingTable", "C&ustom CA certificate:"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "Only for a server that uses a private certificate authority.")},
    SettingRow{.setting = Setting::HeartbeatInterval, .key = QLatin1StringView{"server/heartbeat_interval"}, .kind = SettingKind::Seconds,
               .initial = 30, .least = 5, .most = 240, .variable = QLatin1StringView{"CLAUDE_SMS_HEARTBEAT_INTERVAL"},
               .place = SettingPlace::Advanced,
               .label = QT_TRANSLATE_NOOP("SettingTable", "Sen&d heartbeats every:"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "Heartbeats show the server that a session is still running. With more than 300 sessions they are less frequent.")},
    SettingRow{.setting = Setting::SubagentHold, .key = QLatin1StringView{"answers/subagent_hold"}, .kind = SettingKind::Seconds,
               .initial = 10, .least = 0, .most = 600, .place = SettingPlace::Advanced,
               .label = QT_TRANSLATE_NOOP("SettingTable", "Show su&bagents' requests in the terminal after:"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "A background subagent's request can be answered in Tocsin until then. While you are away, it waits until you return."),
               .zero = QT_TRANSLATE_NOOP("SettingTable", "at once")},
    SettingRow{.setting = Setting::DangerousCalls, .key = QLatin1StringView{"answers/dangerous"}, .kind = SettingKind::Patterns,
               .initial = QLatin1StringView{}, .place = SettingPlace::Advanced,
               .label = QT_TRANSLATE_NOOP("SettingTable", "Ask t&wice before allowing:"),
               .hint = QT_TRANSLATE_NOOP("SettingTable", "Regular expressions, one per line, case ignored. Commands that match are treated as dangerous, in addition to the built-in list.")},
    SettingRow{.setting = Setting::LoginInFile, .key = QLatin1StringView{"login/in_file"}, .kind = SettingKind::Switch, .initial = false,
               .place = SettingPlace::Hidden},
    SettingRow{.setting = Setting::HasLogin, .key = QLatin1StringView{"login/exists"}, .kind = SettingKind::Switch, .initial = false,
               .place = SettingPlace::Hidden},
    SettingRow{.setting = Setting::MutedUntil, .key = QLatin1StringView{"muted/until"}, .kind = SettingKind::Moment,
               .initial = QLatin1StringView{}, .place = SettingPlace::Hidden},
    SettingRow{.setting = Setting::PresenceOverride, .key = QLatin1StringView{"presence/override"}, .kind = SettingKind::Presence,
               .initial = QLatin1StringView{}, .place = SettingPlace::Hidden},
    SettingRow{.setting = Setting::DesktopShortcut, .key = QLatin1StringView{"answers/desktop_shortcut"}, .kind = SettingKind::Switch,
               .initial = false, .place = SettingPlace::Hidden},
    SettingRow{.setting = Setting::SetupShown, .key = QLatin1StringView{"setup/shown"}, .kind = SettingKind::Switch, .initial = false,
               .place = SettingPlace::Hidden},
};
// clang-format on

inline constexpr auto SettingRows = [] {
    return []<size_t... Other, size_t... Alert>(std::index_sequence<Other...>, std::index_sequence<Alert...>)
    {
        return std::array{OtherRows[Other]..., AlertRows[Alert]...};
    }
    (std::make_index_sequence<OtherRows.size()>{}, std::make_index_sequence<AlertRows.size()>{});
}();

[[nodiscard]] constexpr const SettingRow& rowOf(Setting setting)
{
    return SettingRows[static_cast<size_t>(setting)];
}

static_assert(
    [] {
        for (size_t i = 0; i < SettingRows.size(); ++i) {
            if (SettingRows[i].setting != static_cast<Setting>(i))
                return false;
        }
        return OtherRows.size() == static_cast<size_t>(Setting::FirstOfAlerts);
    }(),
    "the rows are in the order of the enumerators");

/// `value` as it is kept: bool, int, QString or QStringList by kind. Nothing when the setting cannot have it;
/// of patterns, those that are no regular expressions are left out.
[[nodiscard]] std::optional<QVariant> usableValue(const SettingRow& row, const QVariant& value);
/// As usableValue() returns it.
[[nodiscard]] QVariant defaultValue(const SettingRow& row);
/// "a number from 5 to 240", translated.
[[nodiscard]] QString expectation(const SettingRow& row);

/// A text of a row, translated; `text` is its label, hint or zero.
[[nodiscard]] QString settingText(const char* text);
/// The label without mnemonic and colon; of the table of alerts with the topic, "Needs permission: text".
[[nodiscard]] QString settingName(const SettingRow& row);

} // namespace tocsin
