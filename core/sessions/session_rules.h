// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>

namespace tocsin {

struct SessionRules
{
    std::chrono::milliseconds doneDelay{};         ///< of silence after a Stop
    std::chrono::milliseconds endDelay{};          ///< for a StopFailure that its session's end overtook
    std::chrono::milliseconds lossDelay{};         ///< for the last words of a process that is gone
    std::chrono::milliseconds inactivity{};        ///< of silence while working
    std::chrono::milliseconds minimumTurn{};       ///< shorter turns end in silence
    std::chrono::milliseconds forgetEndedAfter{};  ///< so that nothing grows for ever
    std::chrono::milliseconds forgetSilentAfter{}; ///< killed without a SessionEnd, most likely
    bool describeByPrompt{false};
};

} // namespace tocsin
