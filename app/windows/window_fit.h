// SPDX-License-Identifier: MIT
#pragma once

class QScrollArea;
class QWidget;

namespace tocsin {

/// Makes `window` high enough for its wrapped texts at its current width; never shrinks it.
void growToFit(QWidget& window);

/// The same for a window whose wrapped texts are in `scroll`: no higher than its screen, where it scrolls.
void growToFit(QWidget& window, QScrollArea& scroll);

/// Shows, raises and activates `window`, also if it was hidden or minimised, and not exactly on top of
/// another.
void present(QWidget& window);

} // namespace tocsin
