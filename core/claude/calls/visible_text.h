// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// Whether a reader could take `text` for another one: control characters but line feeds and tabs, characters
/// without width, and those that turn the direction of writing.
[[nodiscard]] bool hidesSomething(const QString& text);

/// `text` with each of these as `⟨U+202E⟩`, to be looked at before it is allowed.
[[nodiscard]] QString visibleText(const QString& text);

} // namespace tocsin
