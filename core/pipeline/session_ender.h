// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/event_pipeline.h"
#include "core/system/local_machine.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

namespace tocsin {

enum class EndProblem : uint8_t {
    NotHere, ///< it runs on another computer or in a container, or its process is not known
    Over,    ///< it has ended, or its process has gone on to another session
    Refused, ///< its process is another user's
    Ignored  ///< it was asked, and still runs
};
[[nodiscard]] QString notEndedText(EndProblem problem);

/// Ends Claude Code sessions of this machine and this user, for a person who has confirmed it.
class SessionEnder final : public QObject
{
    Q_OBJECT
public:
    /// Claude Code saves its transcript and runs its hooks before it ends.
    static constexpr std::chrono::seconds UsualPatience{5};

    /// The pipeline outlives it. A process that has not ended after `patience` is reported.
    SessionEnder(const EventPipeline& pipeline, LocalMachine machine,
                 std::chrono::milliseconds patience = UsualPatience)
        : m_pipeline{pipeline}
        , m_machine{std::move(machine)}
        , m_patience{patience}
    {}

    /// Whether there is a process that could be asked.
    [[nodiscard]] bool canEnd(const QString& sessionId) const;
    /// Asks each process that the session runs in to end. That it has ended is heard as ever: from its hook,
    /// or from the system.
    [[nodiscard]] std::optional<EndProblem> end(const QString& sessionId);

Q_SIGNALS:
    /// Its process was asked to end, and still runs.
    void ignored(const QString& sessionId);

private:
    void lookAgain(const QString& sessionId, const QList<ClaudeProcess>& asked);
    [[nodiscard]] std::optional<WatchedSession> sessionOf(const QString& sessionId) const;

    const EventPipeline& m_pipeline;
    LocalMachine m_machine;
    std::chrono::milliseconds m_patience;
};

} // namespace tocsin
