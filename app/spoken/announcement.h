// SPDX-License-Identifier: MIT
#pragma once

class QComboBox;
class QString;
class QWidget;

namespace tocsin {

/// Has screen readers say these words while the window is active, wherever its focus is. Qt's alerts do not
/// reach AT-SPI, and Qt has announcements only since 6.8, so an invisible notification stands for them.
void announce(QWidget& where, const QString& words);

/// Each choice in this box by key. Qt 6.4 tells AT-SPI of none.
void announceChoices(QComboBox& box);

} // namespace tocsin
