// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/desktop_action.h"
#include "core/channels/desktop/notifier.h"
#include "core/claude/calls/call_risk.h"
#include "core/decisions/decision.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <map>
#include <optional>

namespace tocsin {

/// What can be done in a notification, and what it has to say for that.
struct NotificationOffer
{
    QByteArray document{}; ///< SHA-256 of what the body was made of; empty: nothing can be decided
    QString body{};        ///< empty: as without an offer
    QStringList lines{};
    QList<ToastButton> buttons{};
    std::map<QString, Decision> decisions{}; ///< by the key of their button
    QString replyLabel{};                    ///< of a text field for an answer; empty: none
};

/// How the notification comes, and where.
struct OfferSurroundings
{
    NotifierCapabilities service{};
    NotificationStyle style{};
    int alertCount{1}; ///< that it stands for
};

inline constexpr qsizetype MaxOptionLabel{20};   ///< of a button, in UTF-16 units
inline constexpr qsizetype MaxQuestionBody{300}; ///< of a question with its options

/// "Allow" and answers only where the notification shows the whole request in buttons that no other program
/// can press: docs/security.md. Pure.
[[nodiscard]] NotificationOffer offerFor(const WaitingRequest& request, const CallRisk& risk,
                                         const OfferSurroundings& where);
/// Of an alert that cannot be answered.
[[nodiscard]] NotificationOffer offerWithoutRequest(const OfferSurroundings& where);

/// The keys of the buttons that decide nothing, beside PressJudge::ReviewKey.
[[nodiscard]] QString muteKey();
[[nodiscard]] QString terminalKey();

} // namespace tocsin
