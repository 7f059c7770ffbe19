// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>

namespace tocsin {

/// Why a terminal was not shown, or a prompt not sent.
struct TerminalProblem
{
    enum class Kind : uint8_t {
        // of finding and showing
        NoSession,
        ProcessGone,
        NoTerminal,
        OtherComputer,  ///< the session runs, or is shown, there
        NotAttached,    ///< detail: the session of tmux
        ScreenUnknown,  ///< GNU screen does not tell
        PaneGone,       ///< the pane or tab is not there (any more)
        ProgramMissing, ///< detail: its name
        ProgramFailed,  ///< detail: its name; it did not answer, or refused
        NoWindow,       ///< none of the program
        SeveralWindows, ///< and none of them is known to be the one
        NoWayToRaise,   ///< the desktop offers none
        NotRaised,      ///< the desktop did not do it
        NoTabSearch,    ///< GNOME Terminal's search provider, which shows its tabs, is off
        // of typing
        CannotType,      ///< into this kind of terminal
        NotInForeground, ///< another program gets the keys
        SharedInput,     ///< other programs would get the text too, or might
        NotReady,        ///< the session does not wait at its prompt
        NotEmpty,        ///< something is typed there already
        EmptyText,
        TooLong,
        ControlCharacter,
        CommandText, ///< a command of the program, not a prompt
        Busy,        ///< another prompt is being typed
        PastedOnly,  ///< the session was no longer ready for Enter
        NotConfirmed ///< Enter was pressed, and the session did not report the prompt
    };
    Kind kind{Kind::NoTerminal};
    QString detail{};

    friend bool operator==(const TerminalProblem&, const TerminalProblem&) = default;
};

/// One sentence for people: "Tocsin cannot bring this terminal to the front: …".
[[nodiscard]] QString notShownText(const TerminalProblem& problem);
/// One sentence for people: why the prompt was not sent, or what is known of it.
[[nodiscard]] QString notTypedText(const TerminalProblem& problem);

} // namespace tocsin
