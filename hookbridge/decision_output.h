// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"
#include "core/ipc/waiting_protocol.h"

#include <QByteArray>

#include <cstdint>

namespace tocsin {

/// Why a decision is not printed.
enum class DecisionProblem : uint8_t {
    OtherDocument, ///< it is about another one
    /// A question or a plan is not simply allowed, no other call is answered or approved, and none that has
    /// no rules of its own is allowed always.
    OtherKind,
    Incomplete, ///< not each question has its answer
    Unfaithful  ///< the call could not be repeated as it is
};
/// `other_document`, `other_kind`, `incomplete`, `unfaithful`.
[[nodiscard]] QByteArray wireName(DecisionProblem problem);

/// SHA-256 in hex, as the app names a document.
[[nodiscard]] QByteArray digestOf(const QByteArray& document);

/// True for a request that can be answered, when this is all of what Claude Code wrote.
[[nodiscard]] bool isAnswerable(const QByteArray& document);

/// What Claude Code reads from a PermissionRequest hook that decides about `document`. Where the call has to
/// be repeated, it is that of the document, with the answers as the only addition.
[[nodiscard]] Expected<QByteArray, DecisionProblem> decisionOutput(const QByteArray& document,
                                                                   const ipc::DecisionMessage& decision);

} // namespace tocsin
