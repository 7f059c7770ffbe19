// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// The Claude process a hook ran in. A pid alone may be another process by now, on another boot or in a
/// container; with all of these it is one.
struct ClaudeProcess
{
    qint64 pid{0}; ///< 0: not known
    QString startTime{};
    QString bootId{};
    QString pidNamespace{}; ///< empty when not known

    [[nodiscard]] bool isKnown() const { return pid > 0; }
    friend bool operator==(const ClaudeProcess&, const ClaudeProcess&) = default;
};

} // namespace tocsin
