// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"
#include "core/policy/context.h"
#include "core/policy/preferences.h"

#include <QDateTime>
#include <QString>

#include <chrono>
#include <cstdint>

namespace tocsin {

/// Why a channel does nothing with an alert, or not yet.
enum class PlanReason : uint8_t {
    None,            ///< it does, at once
    Headless,        ///< no person's session
    Teammate,        ///< another session leads it
    SwitchedOff,     ///< by the person, for this topic
    ShortTurn,       ///< shorter than the person's minimum
    Muted,           ///< until `at`
    QuietHours,      ///< until `at`
    DoNotDisturb,    ///< the person is present, and Do Not Disturb is on
    TerminalFocused, ///< the person looks at the session
    Reacted,         ///< the person has seen the notification
    DialogDelay,     ///< a rule or another hook may answer it until `at`
    Grace,           ///< unless the person reacts until `at`
    Away,            ///< at once, for the person is away
    CannotNotify,    ///< no display or notification service; a text at once
    NoLogin,         ///< no text, before the person logs in
    TextsOff,        ///< no text, before the person wants texts about the session
    Refused          ///< no text: the server would not monitor the session
};
/// `headless`, `teammate`, `switched_off`, `short_turn`, `muted`, `quiet_hours`, `do_not_disturb`,
/// `terminal_focused`, `reacted`, `dialog_delay`, `grace`, `away`, `cannot_notify`, `no_login`, `texts_off`,
/// `refused`; empty for None.
[[nodiscard]] QString wireName(PlanReason reason);

/// What one channel does with an alert, as things stand. Made again when they change.
struct ChannelPlan
{
    QDateTime at{}; ///< UTC; invalid: not before things change
    PlanReason reason{PlanReason::None};
    /// Of a text: how long the person may react at another computer, if they are there.
    std::chrono::seconds graceElsewhere{0};

    [[nodiscard]] bool isNever() const { return !at.isValid(); }
    friend bool operator==(const ChannelPlan&, const ChannelPlan&) = default;
};

struct Plan
{
    ChannelPlan notification{};
    ChannelPlan text{};
    bool isUrgent{false};      ///< the notification stays until the person acts
    bool hasSound{false};      ///< the notification
    bool hidesContents{false}; ///< the notification has no command, question or message
    bool isExposed{false};     ///< the screen is locked: nothing in it can be pressed

    friend bool operator==(const Plan&, const Plan&) = default;
};

/// Why a session causes no notifications and texts; None when it does.
[[nodiscard]] PlanReason silenceOf(const Context& context, const Preferences& preferences);

[[nodiscard]] Plan planFor(const OpenAlert& alert, const Context& context, const Preferences& preferences);

} // namespace tocsin
