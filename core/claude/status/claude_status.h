// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"

#include <QByteArrayView>
#include <QDateTime>
#include <QString>

#include <cstdint>
#include <optional>

namespace tocsin {

/// What a Claude process writes about itself into `sessions/<pid>.json`. The file is undocumented; it speaks
/// of the process's terminal, so of the dialog on the screen alone. Strings are as they came.
struct ClaudeStatus
{
    enum class State : uint8_t {
        Unknown, ///< not said, as in the first moments and by older clients' headless runs, or a new word
        Idle,    ///< at the prompt, also after Esc, a "no" and an API error
        Busy,    ///< a turn runs, or a subagent after the turn
        Waiting, ///< a dialog is on the screen: waitingFor
        Shell    ///< the turn is over, a background shell runs
    };

    qint64 pid{0};
    QString procStart{};    ///< tells processes of one pid apart: isOfProcess()
    QString pidNamespace{}; ///< newer clients on Linux; else empty
    QString sessionId{};
    QString cwd{};
    QString entrypoint{}; ///< `cli`, `sdk-cli`, …
    QString kind{};       ///< `interactive`, `bg`, …; does not tell headless runs
    QString name{};
    bool isNamedByPerson{false}; ///< else the client made the name up
    State state{State::Unknown};
    QString waitingFor{};  ///< `permission prompt`, `input needed`, `dialog open`, …
    QDateTime updatedAt{}; ///< UTC, of the state; /clear changes the session and leaves it. Invalid if absent
};

/// `unknown`, `idle`, `busy`, `waiting`, `shell`.
[[nodiscard]] QString wireName(ClaudeStatus::State state);

/// Nothing when the document is no object with a pid: the file is written in place, so it can be read half.
[[nodiscard]] std::optional<ClaudeStatus> parseClaudeStatus(QByteArrayView json);

/// Not when the file was left behind by an earlier process of that pid, or written in another pid namespace
/// that shares the folder. What either side does not say is not compared.
[[nodiscard]] bool isOfProcess(const ClaudeStatus& status, const ClaudeProcess& process);

} // namespace tocsin
