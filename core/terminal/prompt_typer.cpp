// SPDX-License-Identifier: MIT
#include "core/terminal/prompt_typer.h"

#include "core/terminal/foreground.h"
#include "core/terminal/prompt_text.h"

#include <QPointer>

#include <utility>

namespace tocsin {

namespace {
using Kind = TerminalProblem::Kind;
} // namespace

PromptTyper::PromptTyper(Terminals& terminals, QObject* parent)
    : PromptTyper{terminals, Times{}, parent}
{}

PromptTyper::PromptTyper(Terminals& terminals, Times times, QObject* parent)
    : QObject{parent}
    , m_terminals{terminals}
    , m_times{times}
{
    m_settle.setSingleShot(true);
    m_confirm.setSingleShot(true);
    connect(&m_settle, &QTimer::timeout, this, &PromptTyper::checkAgain);
    connect(&m_confirm, &QTimer::timeout, this, [this] { finish(TerminalProblem{Kind::NotConfirmed}); });
}

void PromptTyper::type(const PromptToType& prompt, Done onDone)
{
    if (m_onDone)
        return onDone(TerminalProblem{Kind::Busy});
    const Expected<QString, TerminalProblem> text = typedPrompt(prompt.text);
    if (!text)
        return onDone(text.error());
    m_prompt = prompt;
    m_typed = *text;
    m_isEntered = false;
    ++m_run;
    m_onDone = std::move(onDone);
    m_terminals.find(
        prompt.place,
        [self = QPointer{this}](Terminal* terminal, const Expected<FoundTerminal, TerminalProblem>& found) {
            if (!self)
                return;
            if (!found)
                return self->finish(found.error());
            self->look(terminal, *found);
        });
}

std::optional<TerminalProblem> PromptTyper::obstacle(const FoundTerminal& found) const
{
    if (!readsTerminal(m_prompt.place, found.tty))
        return TerminalProblem{Kind::NotInForeground};
    if (!m_prompt.isReady())
        return TerminalProblem{Kind::NotReady};
    return {};
}

void PromptTyper::look(Terminal* terminal, const FoundTerminal& found)
{
    if (!terminal->canType() || found.id.isEmpty())
        return finish(TerminalProblem{Kind::CannotType});
    if (!found.takesText)
        return finish(TerminalProblem{Kind::SharedInput});
    terminal->look(found, [self = QPointer{this}, terminal,
                           found](const Expected<ScreenAtCursor, TerminalProblem>& screen) {
        if (!self)
            return;
        if (!screen)
            return self->finish(screen.error());
        if (const auto problem = self->obstacle(found))
            return self->finish(problem);
        if (!self->m_prompt.isEmptyPrompt(*screen))
            return self->finish(TerminalProblem{Kind::NotEmpty});
        self->paste(terminal, found);
    });
}

void PromptTyper::paste(Terminal* terminal, const FoundTerminal& found)
{
    m_terminal = terminal;
    m_found = found;
    terminal->paste(found, m_typed.toUtf8(),
                    [self = QPointer{this}](const std::optional<TerminalProblem>& problem) {
                        if (!self)
                            return;
                        if (problem)
                            return self->finish(problem);
                        self->m_settle.start(self->m_times.settle);
                    });
}

/// A dialog that has opened meanwhile would take the Enter as its answer.
void PromptTyper::checkAgain()
{
    if (obstacle(m_found))
        return finish(TerminalProblem{Kind::PastedOnly});
    m_isEntered = true;
    // The report may come before the terminal's program has ended.
    m_confirm.start(m_times.confirm);
    m_terminal->pressEnter(
        m_found, [self = QPointer{this}, run = m_run](const std::optional<TerminalProblem>& problem) {
            if (problem && self && self->m_run == run)
                self->finish(TerminalProblem{Kind::PastedOnly});
        });
}

void PromptTyper::promptSubmitted(const QString& sessionId, const QString& prompt)
{
    if (m_isEntered && m_onDone && sessionId == m_prompt.sessionId && isSamePrompt(m_typed, prompt))
        finish({});
}

void PromptTyper::finish(const std::optional<TerminalProblem>& problem)
{
    m_settle.stop();
    m_confirm.stop();
    if (const Done call = std::exchange(m_onDone, {}); call)
        call(problem);
}

} // namespace tocsin
