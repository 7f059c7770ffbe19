// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <optional>

/// The messages of a hook that waits for an answer (docs/protocol.md): part of the `hook` request, more than
/// one reply to it, and the bridge's receipt. No request of the local socket carries a decision.
namespace tocsin::ipc {

/// The longest document that can be answered, in bytes; longer ones are cut, and told only.
inline constexpr qsizetype MaxAnswerable{64 * 1024};

/// In a `hook` request: the hook stays, and `event` is its whole document.
struct WaitRequest
{
    QByteArray document; ///< SHA-256 of what Claude Code wrote, in hex

    /// `header` of the request, with this in it.
    [[nodiscard]] QJsonObject addedTo(QJsonObject header) const;
    [[nodiscard]] static std::optional<WaitRequest> fromJson(const QJsonObject& request);
};

/// More follows: the hook is to keep the connection.
[[nodiscard]] QJsonObject pendingReply();
/// Nothing follows: the terminal's dialog has to be answered there. Also the last word to a hook that waited.
[[nodiscard]] QJsonObject notPendingReply();
/// False for the reply of an app that knows no waiting.
[[nodiscard]] bool isPending(const QJsonObject& reply);

enum class Verdict : uint8_t {
    Allow,       ///< this call, once
    AllowAlways, ///< this call, and what the rules of its document cover
    Deny,        ///< Claude goes on without it
    DenyAndStop, ///< like Esc
    Answer,      ///< the questions
    Approve,     ///< the plan
    ApproveAndAcceptEdits
};
/// `allow`, `allow_always`, `deny`, `deny_and_stop`, `answer`, `approve`, `approve_and_accept_edits`.
[[nodiscard]] QString wireName(Verdict verdict);

/// What the bridge is to print, in place of a further reply.
struct DecisionMessage
{
    QByteArray document; ///< as WaitRequest has it: any other document is not decided
    Verdict verdict{Verdict::Deny};
    QString message{};     ///< to Claude, with Deny and DenyAndStop; may be empty
    QJsonObject answers{}; ///< with Answer: by the text of the question

    [[nodiscard]] QJsonObject toJson() const;
    /// Nothing when `reply` has no decision, or one that is not known here.
    [[nodiscard]] static std::optional<DecisionMessage> fromJson(const QJsonObject& reply);
};

/// The bridge's last word about a DecisionMessage.
struct DecisionReceipt
{
    bool isPrinted{false};
    QString problem{}; ///< why not, for the log

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static std::optional<DecisionReceipt> fromJson(const QJsonObject& message);
};

} // namespace tocsin::ipc
