// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/preferences.h"

#include <QLatin1StringView>

#include <cstdint>
#include <optional>
#include <variant>

namespace tocsin {

/// What the user can choose, and (Hidden) what Tocsin remembers about its login, mutes, presence and
/// shortcut.
enum class Setting : uint8_t {
    TextsForNewSessions,
    Language,
    ServerUrl,
    QuietHours,
    FollowDoNotDisturb,
    HideContents,
    MinimumTurn,
    CombineWithin,
    InactivityMinutes,
    HeadlessAlerts,
    TeammateAlerts,
    DescribeByPrompt,
    KeepPrompts,
    BlockingPatterns,
    CaFile,
    HeartbeatInterval,
    SubagentHold,
    DangerousCalls,
    LoginInFile,
    HasLogin,
    MutedUntil,
    PresenceOverride,
    DesktopShortcut,
    SetupShown,   ///< the first window
    FirstOfAlerts ///< more follow: alertSetting()
};

enum class SettingKind : uint8_t {
    Switch,
    Seconds,
    Minutes,
    Language, ///< `en`, `de`, `fr`; empty: the system's
    ServerUrl,
    File,       ///< a path; may be empty
    Patterns,   ///< regular expressions
    TextWhen,   ///< its wireName()
    QuietHours, ///< QuietHours::toStrings()
    Moment,     ///< UTC, ISO 8601; empty: none
    Presence    ///< `away`, `here`; empty: as it is found
};

/// Where the settings window shows it.
enum class SettingPlace : uint8_t { Main, Alerts, AlertTable, Advanced, Hidden };

/// All that is known about one setting. Its texts are English: see settingText().
struct SettingRow
{
    Setting setting;
    QLatin1StringView key; ///< in tocsin.conf
    SettingKind kind;
    std::variant<bool, int, TextWhen, QLatin1StringView> initial; ///< the default
    int least{0};                                                 ///< of a number
    int most{0};
    QLatin1StringView variable{}; ///< of the environment; goes before the file
    SettingPlace place{SettingPlace::Main};
    const char* label{""}; ///< with a keyboard mnemonic
    const char* hint{""};  ///< tool tip, or the line below the field
    const char* zero{""};  ///< what the number 0 means, shown in its place
    /// Of the table of alerts; its label is that of the column, without a mnemonic.
    std::optional<AlertTopic> topic{};
};

} // namespace tocsin
