// SPDX-License-Identifier: MIT
#pragma once

#include <QChar>
#include <QList>
#include <QString>

namespace tocsin {

/// A UTF-16 unit of a terminal's screen.
struct StyledChar
{
    QChar c{};
    bool isFaint{false};
    bool isInverse{false};

    friend bool operator==(const StyledChar&, const StyledChar&) = default;
};
using StyledLine = QList<StyledChar>;

/// The lines of `screen`, which is text with the escape sequences of a terminal (ECMA-48: SGR; others are
/// skipped). A carriage return, a line feed, or both end a line.
[[nodiscard]] QList<StyledLine> styledLines(const QString& screen);

} // namespace tocsin
