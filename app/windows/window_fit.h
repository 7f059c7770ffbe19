// SPDX-License-Identifier: MIT
#pragma once

class QWidget;

namespace tocsin {

/// Makes `window` as high as its wrapped texts need at its present width; never makes it lower.
void growToFit(QWidget& window);

/// Shows `window`, on top and with the keyboard, whether it was hidden, behind others or minimised.
void present(QWidget& window);

} // namespace tocsin
