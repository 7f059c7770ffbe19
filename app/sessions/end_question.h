// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace tocsin {

/// Asks whether this session is to be ended; Enter alone does not end it. Not modal: requests are answered
/// meanwhile. `onYes` is not called after `window` has gone.
void askBeforeEnd(QWidget& window, const QString& name, const std::function<void()>& onYes);

} // namespace tocsin
