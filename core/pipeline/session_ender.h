// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/event_pipeline.h"
#include "core/system/local_machine.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <utility>

namespace tocsin {

enum class EndProblem : uint8_t {
    NotHere, ///< it runs on another computer or in a container, or its process is not known
    Over,    ///< it has ended, or its process has gone on to another session
    Refused  ///< its process is another user's
};
[[nodiscard]] QString notEndedText(EndProblem problem);

/// Ends Claude Code sessions of this machine and this user, for a person who has confirmed it.
class SessionEnder final
{
public:
    /// The pipeline outlives it.
    SessionEnder(const EventPipeline& pipeline, LocalMachine machine)
        : m_pipeline{pipeline}
        , m_machine{std::move(machine)}
    {}

    /// Whether there is a process that could be asked.
    [[nodiscard]] bool canEnd(const QString& sessionId) const;
    /// Asks each process that the session runs in to end. That it has ended is heard as ever: from its hook,
    /// or from the system.
    [[nodiscard]] std::optional<EndProblem> end(const QString& sessionId) const;

private:
    [[nodiscard]] std::optional<WatchedSession> sessionOf(const QString& sessionId) const;

    const EventPipeline& m_pipeline;
    LocalMachine m_machine;
};

} // namespace tocsin
