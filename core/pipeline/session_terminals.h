// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/event_pipeline.h"
#include "core/system/local_machine.h"
#include "core/terminal/prompt_typer.h"
#include "core/terminal/terminals.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>

namespace tocsin {

/// The terminals of sessions: brings one to the front, and types the person's next prompt into one.
class SessionTerminals final : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const std::optional<TerminalProblem>& problem)>;

    /// Both outlive this.
    SessionTerminals(EventPipeline& pipeline, Terminals& terminals, LocalMachine machine,
                     PromptTyper::Times times = {}, QObject* parent = nullptr);

    /// The terminal that was heard of last. `onDone` is called once, perhaps from within; not after this is
    /// destroyed.
    void show(const QString& sessionId, Done onDone);
    /// "Continue…": sends a prompt to a session that waits at its prompt. As show().
    void continueWith(const QString& sessionId, const QString& prompt, Done onDone);
    /// Whether the session waits at its prompt, as its status file and its hooks say: no turn, no subagent
    /// and no dialog. A status file that cannot be read says nothing, so it does not.
    [[nodiscard]] bool isReady(const QString& sessionId) const;
    /// Whether "Continue…" is of use now: it isReady(), in a terminal that can be typed into.
    [[nodiscard]] bool canContinue(const QString& sessionId) const;

private:
    [[nodiscard]] std::optional<WatchedSession> sessionOf(const QString& sessionId) const;
    [[nodiscard]] std::optional<SessionView> viewOf(const QString& sessionId) const;
    [[nodiscard]] TerminalPlace placeOf(const WatchedSession& session) const;

    EventPipeline& m_pipeline;
    Terminals& m_terminals;
    LocalMachine m_machine;
    PromptTyper m_typer;
};

} // namespace tocsin
