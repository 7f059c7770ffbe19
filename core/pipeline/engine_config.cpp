// SPDX-License-Identifier: MIT
#include "core/pipeline/engine_config.h"

namespace tocsin {

using namespace std::chrono_literals;

namespace {
/// To see which processes are gone, besides the time for their last words.
constexpr std::chrono::milliseconds TimeToLook{1s};
} // namespace

SessionRules rulesOf(const EngineConfig& config)
{
    return {.doneDelay = config.doneDelay,
            .commandsDelay = config.commandsDelay,
            .endDelay = config.endDelay,
            .lossDelay = config.lossDelay,
            .witnessDelay = config.witnessDelay,
            .inactivity = config.inactivity,
            .forgetEndedAfter = config.forgetEndedAfter,
            .forgetSilentAfter = config.forgetSilentAfter,
            .describeByPrompt = config.describeByPrompt,
            .keepsPrompts = config.keepsPrompts};
}

Preferences preferencesOf(const EngineConfig& config)
{
    Preferences preferences = config.preferences;
    preferences.lateToNotification = config.lossDelay + TimeToLook;
    return preferences;
}

} // namespace tocsin
