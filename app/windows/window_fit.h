// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

namespace tocsin {

/// Makes `window` high enough for its wrapped texts at its current width; never shrinks it.
void growToFit(QWidget& window);

/// Shows, raises and activates `window`, also if it was hidden or minimised.
void present(QWidget& window);

} // namespace tocsin
