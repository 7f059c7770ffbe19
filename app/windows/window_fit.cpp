// SPDX-License-Identifier: MIT
#include "app/windows/window_fit.h"

#include <QLayout>
#include <QScreen>
#include <QScrollArea>
#include <QWidget>

#include <algorithm>

namespace tocsin {

namespace {
/// Of the screen, for the window's frame.
constexpr int FrameHeight{40};
} // namespace

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

void growToFit(QWidget& window, QScrollArea& scroll)
{
    if (!window.isVisible() || window.isMaximized() || window.isFullScreen())
        return;
    QLayout& content = *scroll.widget()->layout();
    content.activate();
    window.layout()->activate();
    const QSize most = window.screen()->availableSize() - QSize{0, FrameHeight};
    const QSize others = window.size() - scroll.size();
    const int width = std::min(std::max(window.width(), content.totalMinimumSize().width() + others.width()),
                               std::max(most.width(), window.width()));
    const int needed = content.totalHeightForWidth(width - others.width()) + others.height();
    const int height = std::max(window.height(), std::min(needed, most.height()));
    if (window.size() == QSize{width, height})
        return;
    window.resize(width, height);
    const QRect available = window.screen()->availableGeometry();
    if (window.frameGeometry().bottom() > available.bottom())
        window.move(window.x(),
                    std::max(available.top(), available.bottom() - window.frameGeometry().height()));
}

void present(QWidget& window)
{
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
}

} // namespace tocsin
