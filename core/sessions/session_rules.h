// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace tocsin {

/// The end of a process that was last known to run longer ago than this is no news.
constexpr std::chrono::milliseconds LossIsNews{std::chrono::minutes{15}};

/// How long sessions wait for what. Set by the user or a test.
struct SessionRules
{
    std::chrono::milliseconds doneDelay{};         ///< of silence after a Stop
    std::chrono::milliseconds commandsDelay{};     ///< for background commands that should end by themselves
    std::chrono::milliseconds endDelay{};          ///< for a StopFailure that its session's end overtook
    std::chrono::milliseconds lossDelay{};         ///< for the last words of a process that is gone
    std::chrono::milliseconds witnessDelay{};      ///< for the hook of what another witness has seen
    std::chrono::milliseconds inactivity{};        ///< of silence while working; 0: never
    std::chrono::milliseconds forgetEndedAfter{};  ///< so that nothing grows without bound
    std::chrono::milliseconds forgetSilentAfter{}; ///< killed without a SessionEnd, most likely
    bool describeByPrompt{false};
    bool keepsPrompts{false}; ///< their first words, in the history
};

} // namespace tocsin
