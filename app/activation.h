// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

class QWidget;

namespace tocsin {

/// What the desktop gave to this start, to bring a window to the front: XDG_ACTIVATION_TOKEN or
/// DESKTOP_STARTUP_ID. Call before the application object is made. Empty: none.
[[nodiscard]] QString givenActivationToken();

/// A token that can be handed to the desktop; an empty one is none.
[[nodiscard]] bool isUsableToken(const QString& token);

/// Shows, raises and activates `window` for a person's act that `token` stands for; empty: none is known.
void presentFor(QWidget& window, const QString& token);

} // namespace tocsin
