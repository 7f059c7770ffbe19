// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"
#include "core/terminal/terminal_place.h"
#include "core/terminal/terminal_problem.h"

#include <QList>
#include <QString>

namespace tocsin {

/// A window, as its desktop lists it.
struct DesktopWindow
{
    qint64 pid{0}; ///< 0: not known
    QString title{};
};

/// The windows of the nearest process of the hint that has any, by their places in the list.
[[nodiscard]] QList<qsizetype> windowsOfNearest(const QList<DesktopWindow>& windows, const WindowHint& hint);

/// The window that the hint means, by its place in the list: the only one of the nearest process, or the only
/// one of these that has the first name in its title. A name counts as a whole: "shop" is not in "webshop",
/// nor in "shop-api".
[[nodiscard]] Expected<qsizetype, TerminalProblem> chooseWindow(const QList<DesktopWindow>& windows,
                                                                const WindowHint& hint);

} // namespace tocsin
