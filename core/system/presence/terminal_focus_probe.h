// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/presence/terminal_focus.h"
#include "core/system/presence/x_connection.h"

#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

namespace tocsin {

/// Finds out whether a session's terminal has the focus, from the X server and tmux. Elsewhere it is not
/// known.
class TerminalFocusProbe final : public QObject
{
    Q_OBJECT
public:
    using Answer = std::function<void(TerminalFocus focus)>;
    static constexpr std::chrono::milliseconds Deadline{500}; ///< of each of the two

    /// `x` may be nothing.
    explicit TerminalFocusProbe(std::shared_ptr<XConnection> x, std::chrono::milliseconds deadline = Deadline,
                                QObject* parent = nullptr);

    /// `variables` as the session's hooks said, of a process that can be seen here (LocalMachine::canSee()).
    /// Called once, within two deadlines, not from within ask(); not when this is destroyed before.
    void ask(const TerminalVariables& variables, Answer onAnswer);

private:
    struct Question;

    void askActiveWindow(const std::shared_ptr<Question>& question);
    void askClass(const std::shared_ptr<Question>& question);
    void askTmux(const std::shared_ptr<Question>& question);

    std::shared_ptr<XConnection> m_x;
    std::chrono::milliseconds m_deadline;
};

} // namespace tocsin
