// SPDX-License-Identifier: MIT
#pragma once

class QComboBox;
class QString;
class QWidget;

namespace tocsin {

/// Has screen readers say these words if the window is in use, wherever in it the focus is. An alert of Qt's
/// does not reach AT-SPI, and AT-SPI's announcements come with Qt 6.8: it is told of a notification instead,
/// which is nothing to see in the window.
void announce(QWidget& where, const QString& words);

/// Each choice in this box by key. Qt 6.4 tells AT-SPI of none.
void announceChoices(QComboBox& box);

} // namespace tocsin
