// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/claude_process.h"

#include <QMap>
#include <QString>

namespace tocsin {

/// The terminal that one process of a session runs in.
struct SessionTerminal
{
    ClaudeProcess process{};
    QString tty{};                      ///< its device, /dev/pts/3; empty: none, or not known
    QMap<QString, QString> variables{}; ///< WINDOWID, TMUX_PANE, …

    friend bool operator==(const SessionTerminal&, const SessionTerminal&) = default;
};

} // namespace tocsin
