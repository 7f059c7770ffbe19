// SPDX-License-Identifier: MIT
#include "core/pipeline/engine_parts.h"

namespace tocsin {

EngineParts::EngineParts(const EngineConfig& config, const EngineDependencies& dependencies)
    : tracker{rulesOf(config),
              ErrorClassifier{config.blockingPatterns},
              alerts,
              dependencies.transcripts,
              dependencies.branches,
              dependencies.machine}
    , desktop{alerts, config.throttleIntervals}
    , sms{alerts, config.textsForNewSessions, dependencies.newKey}
    , planner{
          {.alerts = alerts, .sessions = tracker, .desktop = desktop, .sms = sms, .zone = dependencies.zone},
          preferencesOf(config)}
{
    planner.mute({}, config.mutedUntil);
}

void EngineParts::setConfig(const EngineConfig& config)
{
    tracker.setRules(rulesOf(config), ErrorClassifier{config.blockingPatterns});
    desktop.setIntervals(config.throttleIntervals);
    sms.setTextsForNewSessions(config.textsForNewSessions);
    planner.setPreferences(preferencesOf(config));
    planner.mute({}, config.mutedUntil);
}

void EngineParts::clockSetBack(std::chrono::milliseconds by)
{
    desktop.clockSetBack(by);
    sms.clockSetBack(by);
}

} // namespace tocsin
