// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

namespace tocsin {

/// How much of a transcript's end planFileOf() needs, in bytes. Each entry names the plan.
inline constexpr qint64 PlanLookBack{4 * 1024 * 1024};

/// The file in which Claude Code (2.1.197 to 2.1.332) keeps the plan of the session, or of its subagent
/// `agentId`. `transcriptEnd` is the end of the file `transcriptPath`. Empty if the transcript does not say.
[[nodiscard]] QString planFileOf(const QString& transcriptPath, const QByteArray& transcriptEnd,
                                 const QString& agentId);

} // namespace tocsin
