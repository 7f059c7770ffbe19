// SPDX-License-Identifier: MIT
#include "app/windows/window_fit.h"

#include <QLayout>
#include <QWidget>

namespace tocsin {

void growToFit(QWidget& window)
{
    // A layout's minimum size ignores that a wrapped label gets higher as it gets narrower.
    const QLayout* layout = window.layout();
    if (!layout || !layout->hasHeightForWidth())
        return;
    const int needed = layout->totalHeightForWidth(window.width());
    if (needed > window.height())
        window.resize(window.width(), needed);
}

void present(QWidget& window)
{
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
}

} // namespace tocsin
