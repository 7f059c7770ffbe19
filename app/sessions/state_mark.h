// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/alert_topic.h"
#include "core/sessions/session_view.h"

#include <QColor>
#include <QPalette>
#include <QRectF>

#include <array>
#include <cstdint>
#include <optional>

class QPainter;

namespace tocsin {

/// A state as a picture: each differs from the others in shape and in colour.
enum class StateMark : uint8_t {
    Permission,
    Question,
    Prompt, ///< waits at its prompt
    Stopped,
    Quiet,
    Working,
    Finished,
    Idle,
    Ended
};
inline constexpr std::array StateMarks{StateMark::Permission, StateMark::Question, StateMark::Prompt,
                                       StateMark::Stopped,    StateMark::Quiet,    StateMark::Working,
                                       StateMark::Finished,   StateMark::Idle,     StateMark::Ended};

[[nodiscard]] StateMark markOf(SessionState state, std::optional<AlertKind> dialog);
[[nodiscard]] StateMark markOf(AlertTopic topic);
/// Has a contrast of at least 4.5:1 with the ground of a list, light or dark.
[[nodiscard]] QColor markColor(StateMark mark, const QPalette& palette);
/// In a square. `color` and `ground`: of the mark, and of what is behind it.
void paintMark(QPainter& painter, const QRectF& place, StateMark mark, const QColor& color,
               const QColor& ground);

} // namespace tocsin
