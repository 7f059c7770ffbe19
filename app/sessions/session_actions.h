// SPDX-License-Identifier: MIT
#pragma once

#include "core/sessions/session_view.h"

#include <QString>

#include <functional>

namespace tocsin {

/// What the window does with a session, for a person who asked for it.
struct SessionActions
{
    std::function<void(const QString& sessionId)> showTerminal;
    /// Whether a prompt can be typed into its terminal now.
    std::function<bool(const QString& sessionId)> canContinue;
    /// Asks for the prompt first.
    std::function<void(const QString& sessionId)> continueSession;
    std::function<void(const SessionView& session)> openFolder;
    std::function<void(const QString& sessionId, bool on)> setTexts;
    std::function<void(const QString& sessionId, const QString& name)> rename;
    /// Whether its process could be asked to end.
    std::function<bool(const QString& sessionId)> canEnd;
    /// Called when the person has confirmed it.
    std::function<void(const QString& sessionId)> endSession;
    /// `15m`, `1h`, `tomorrow`, `off`.
    std::function<void(const QString& sessionId, const QString& span)> mute;
};

} // namespace tocsin
