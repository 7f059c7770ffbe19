// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"

#include <QByteArray>
#include <QString>

namespace tocsin {

/// When a hook ran. Only stamps of one boot can be compared; of two boots neither is older.
struct HookTimestamp
{
    QString bootId{};
    qint64 ns{0};

    [[nodiscard]] bool isOlderThan(const HookTimestamp& other) const
    {
        return bootId == other.bootId && ns < other.ns;
    }
};

/// A tool call as a permission dialog shows it. The dialog's event has no tool_use_id, so calls are compared
/// by what they would do.
struct ToolCallKey
{
    QString agentId{};
    QString tool{};
    QByteArray input{}; ///< digest
    QString callId{};   ///< empty when not known

    [[nodiscard]] bool isSameCallAs(const ToolCallKey& other) const
    {
        const bool bothKnown = !callId.isEmpty() && !other.callId.isEmpty();
        return agentId == other.agentId && tool == other.tool &&
               (bothKnown ? callId == other.callId : input == other.input);
    }
};

[[nodiscard]] HookTimestamp timestampOf(const HookEvent& event);
/// When the tool that has now ended began, as far as it says.
[[nodiscard]] HookTimestamp toolStart(const HookEvent& event);
/// The tool call that an event is about; without a tool for those that are about none.
[[nodiscard]] ToolCallKey toolCallKey(const HookEvent& event);

} // namespace tocsin
