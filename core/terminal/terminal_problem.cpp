// SPDX-License-Identifier: MIT
#include "core/terminal/terminal_problem.h"

#include <QCoreApplication>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

using Kind = TerminalProblem::Kind;

/// The setting is read when GNOME Terminal starts.
constexpr auto TabSearchCommand =
    "gsettings set org.gnome.Terminal.Legacy.Settings shell-integration-enabled true"_L1;

class TerminalText final
{
    Q_DECLARE_TR_FUNCTIONS(TerminalText)
public:
    /// The part after the colon.
    [[nodiscard]] static QString reason(const TerminalProblem& problem)
    {
        switch (problem.kind) {
        case Kind::NoSession:
            return tr("the session has ended.");
        case Kind::ProcessGone:
            return tr("its Claude process has ended.");
        case Kind::NoTerminal:
            return tr("the session does not run in a terminal.");
        case Kind::OtherComputer:
            return tr("it is on another computer, or in a container.");
        case Kind::NotAttached:
            //: %1 is the name of a tmux session
            return tr("no window shows the tmux session %1.").arg(problem.detail);
        case Kind::ScreenUnknown:
            return tr("GNU screen does not tell which window shows it.");
        case Kind::PaneGone:
            return tr("its pane or tab was not found.");
        case Kind::ProgramMissing:
            //: %1 is a program, such as: tmux
            return tr("%1 was not found on this computer.").arg(problem.detail);
        case Kind::ProgramFailed:
            //: %1 is a program, such as: tmux
            return tr("%1 did not answer, or refused.").arg(problem.detail);
        case Kind::NoWindow:
            return tr("its window was not found.");
        case Kind::SeveralWindows:
            return tr("its program has several windows, and does not tell which one it is.");
        case Kind::NoWayToRaise:
            return tr("this desktop does not let programs raise windows.");
        case Kind::NotRaised:
            return tr("the desktop did not raise the window.");
        case Kind::NoTabSearch:
            //: %1 is a command
            return tr("GNOME Terminal's search provider is off. To turn it on, run the command below, then "
                      "close all windows of GNOME Terminal.\n%1")
                .arg(TabSearchCommand);
        case Kind::CannotType:
            return tr("this is possible only in tmux, WezTerm, and kitty with remote control.");
        case Kind::NotInForeground:
            return tr("another program uses the terminal.");
        case Kind::SharedInput:
            return tr("the pane does not take text, or other programs would get it too.");
        case Kind::NotReady:
            return tr("the session does not wait for a prompt.");
        case Kind::NotEmpty:
            return tr("something is typed at its prompt already.");
        case Kind::EmptyText:
            return tr("it is empty.");
        case Kind::TooLong:
            return tr("it is too long.");
        case Kind::ControlCharacter:
            return tr("it contains control characters.");
        case Kind::CommandText:
            return tr("it begins with ! or /, so Claude Code would take it as a command.");
        case Kind::Busy:
            return tr("another prompt is being sent.");
        case Kind::PastedOnly:
            return tr("the text is in the terminal, but the session was no longer ready for Enter.");
        case Kind::NotConfirmed:
            return tr("Enter was pressed, but the session has not reported the prompt.");
        }
        return {};
    }
    [[nodiscard]] static QString notShown(const QString& reason)
    {
        //: %1 is the reason, a sentence that goes on in lower case
        return tr("Tocsin cannot bring this terminal to the front: %1").arg(reason);
    }
    [[nodiscard]] static QString notTyped(const QString& reason)
    {
        //: %1 is the reason, a sentence that goes on in lower case
        return tr("The prompt was not sent: %1").arg(reason);
    }
    [[nodiscard]] static QString notSure(const QString& reason)
    {
        //: %1 is the reason, a sentence that goes on in lower case
        return tr("Check the terminal: %1").arg(reason);
    }
};

} // namespace

QString notShownText(const TerminalProblem& problem)
{
    return TerminalText::notShown(TerminalText::reason(problem));
}

QString notTypedText(const TerminalProblem& problem)
{
    const QString reason = TerminalText::reason(problem);
    const bool hasTyped = problem.kind == TerminalProblem::Kind::PastedOnly ||
                          problem.kind == TerminalProblem::Kind::NotConfirmed;
    return hasTyped ? TerminalText::notSure(reason) : TerminalText::notTyped(reason);
}

} // namespace tocsin
