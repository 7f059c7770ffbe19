// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/claude_process.h"

#include <QDateTime>
#include <QString>

namespace tocsin {

/// This machine since it was started, to tell its processes and files from those of others.
struct LocalMachine
{
    QString bootId{};
    QString pidNamespace{}; ///< of this process; empty where the system has none
    QString hostname{};
    QDateTime since{}; ///< UTC; when it was started

    [[nodiscard]] static LocalMachine current(const QDateTime& now);

    /// A socket forwarded by ssh brings sessions of other machines. Containers of this machine are of the
    /// same boot.
    [[nodiscard]] bool isSameBoot(const ClaudeProcess& process) const;
    /// Its pid means the same process here. A socket mounted into a container brings sessions of other pid
    /// namespaces.
    [[nodiscard]] bool canSee(const ClaudeProcess& process) const;
};

} // namespace tocsin
