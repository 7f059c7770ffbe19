// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"

#include <QStringList>

namespace tocsin {

/// What goes on after a turn has ended (docs/architecture.md, "The end of a turn").
struct BackgroundWork
{
    int agents{0};               ///< subagents and workflows: their end wakes Claude
    int endingCommands{0};       ///< builds, tests, …: their end wakes Claude
    int lastingCommands{0};      ///< dev servers, watchers, …: run until they are stopped
    qsizetype wakeUps{0};        ///< scheduled prompts (`/loop`)
    QStringList agentIds{};      ///< of `agents`, those that are subagents
    QStringList wakeUpDigests{}; ///< of the prompts that `wakeUps` will come with: no prompt is kept

    /// Claude will go on by itself: the turn's end is not the end of the work.
    [[nodiscard]] bool willWakeClaude() const { return agents > 0 || endingCommands > 0 || wakeUps > 0; }
    /// A wake-up has no mark of its own but its words.
    [[nodiscard]] bool isWakeUp(const QString& prompt) const;
};

[[nodiscard]] BackgroundWork backgroundWorkOf(const hook::Stop& stop);
/// The subagent that stops is still listed as running in its own event, so `agentId` is left out.
[[nodiscard]] BackgroundWork backgroundWorkOf(const hook::SubagentStop& stop, const QString& agentId);

} // namespace tocsin
