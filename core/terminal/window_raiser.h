// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/terminal_place.h"
#include "core/terminal/terminal_problem.h"

#include <functional>
#include <optional>

namespace tocsin {

/// Brings a window to the front and gives it the focus, as one kind of desktop wants it. Answers come once,
/// perhaps from within the call, and never after this is destroyed.
class WindowRaiser
{
public:
    using Done = std::function<void(const std::optional<TerminalProblem>& problem)>;

    WindowRaiser() = default;
    virtual ~WindowRaiser() = default;
    WindowRaiser(const WindowRaiser&) = delete;
    WindowRaiser& operator=(const WindowRaiser&) = delete;

    virtual void raise(const WindowHint& window, Done onDone) = 0;
};

} // namespace tocsin
