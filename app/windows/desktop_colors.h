// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <memory>

namespace tocsin {

class ReadableColors;

/// Follows changes of the desktop's colours that Qt does not follow by itself, as long as the result lives.
/// Null: Qt follows all. `colors` outlives it.
[[nodiscard]] std::unique_ptr<QObject> followDesktopColors(ReadableColors& colors);

} // namespace tocsin
