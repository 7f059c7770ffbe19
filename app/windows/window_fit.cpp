// SPDX-License-Identifier: MIT
#include "app/windows/window_fit.h"

#include <QApplication>
#include <QLayout>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QWidget>

#include <algorithm>

namespace tocsin {

namespace {
/// Of the screen, for the window's frame.
constexpr int FrameHeight{40};
/// From one window to the next, so that the title of the first can be seen.
constexpr int Step{32};

/// The windows of this program that can be seen, without `window`.
QWidgetList others(const QWidget& window)
{
    QWidgetList found = QApplication::topLevelWidgets();
    found.removeIf([&window](const QWidget* other) {
        return other == &window || !other->isVisible() ||
               other->windowFlags().testFlag(Qt::FramelessWindowHint) || // the tray icon, on some desktops
               (other->windowType() != Qt::Window && other->windowType() != Qt::Dialog);
    });
    return found;
}

/// Qt would put each window into the middle of the screen.
void moveAside(QWidget& window)
{
    const QWidgetList seen = others(window);
    const auto hidesOne = [&seen](QPoint place) {
        return std::any_of(seen.cbegin(), seen.cend(), [place](const QWidget* other) {
            return (other->pos() - place).manhattanLength() < Step;
        });
    };
    const bool hasPlace = window.testAttribute(Qt::WA_Moved);
    if (seen.isEmpty() || (hasPlace && !hidesOne(window.pos())))
        return;
    const QWidget* active = QApplication::activeWindow();
    QPoint place = (active != nullptr && seen.contains(active) ? active : seen.last())->pos();
    do
        place += QPoint{Step, Step};
    while (hidesOne(place));
    const QRect available = window.screen()->availableGeometry();
    // The frame is not there yet.
    const QSize size = window.size().expandedTo(window.sizeHint()) + QSize{0, FrameHeight};
    place.setX(std::clamp(place.x(), available.left(),
                          std::max(available.left(), available.right() - size.width())));
    place.setY(std::clamp(place.y(), available.top(),
                          std::max(available.top(), available.bottom() - size.height())));
    window.move(place);
}
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
    // A bar that is there makes the texts higher, and stays for as long as they are.
    const QScrollBar& bar = *scroll.verticalScrollBar();
    const int room = std::min(width - others.width() - (bar.isVisible() ? bar.width() : 0),
                              scroll.widget()->maximumWidth()); // a column in a wide window
    const int needed = content.totalHeightForWidth(room) + others.height();
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
    if (!window.isVisible()) {
        moveAside(window);
        window.show(); // of a dialog that is open, Qt 6.8 would start at the first field
    }
    window.raise();
    window.activateWindow();
}

} // namespace tocsin
