// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/presence/terminal_focus.h"

#include <QByteArray>
#include <QProcess>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace tocsin {

/// Asks tmux about the pane that the variables TMUX and TMUX_PANE name. Runs `tmux`, and ends it at the
/// deadline.
class TmuxQuery final : public QObject
{
    Q_OBJECT
public:
    using Answer = std::function<void(const std::optional<TmuxPane>& pane)>;

    explicit TmuxQuery(std::chrono::milliseconds deadline, QObject* parent = nullptr);
    ~TmuxQuery() override;
    TmuxQuery(const TmuxQuery&) = delete;
    TmuxQuery& operator=(const TmuxQuery&) = delete;

    /// Once per query. `onAnswer` gets nothing when tmux does not answer.
    void ask(const TerminalVariables& variables, Answer onAnswer);

private:
    void finish(const std::optional<TmuxPane>& pane);

    QProcess m_tmux;
    QTimer m_timeout;
    Answer m_onAnswer;
};

} // namespace tocsin
