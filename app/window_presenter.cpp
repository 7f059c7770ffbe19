// SPDX-License-Identifier: MIT
#include "app/window_presenter.h"

#include "app/activation.h"
#include "core/terminal/window_raisers.h"

#include <QApplication>
#include <QDBusConnection>
#include <QEvent>
#include <QPointer>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Keeps a window from starting at its first page, or loading again, when it is mapped again. What is in it
/// sees it: buttons wait before they take a press.
class Unnoticed final : public QObject
{
public:
    explicit Unnoticed(QWidget& window) { window.installEventFilter(this); }

protected:
    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        return event->type() == QEvent::Show || event->type() == QEvent::Hide;
    }
};

/// It, or a dialog of it.
bool isActive(const QWidget& window)
{
    for (const QWidget* one = QApplication::activeWindow(); one != nullptr; one = one->parentWidget()) {
        if (one == &window)
            return true;
    }
    return false;
}

QList<QWidget*> openDialogsOf(const QWidget& window)
{
    QList<QWidget*> dialogs = window.findChildren<QWidget*>();
    dialogs.removeIf([](const QWidget* one) { return one->windowType() != Qt::Dialog || !one->isVisible(); });
    return dialogs;
}

/// A new surface: desktops bring it to the front, or at least announce it.
void mapAgain(QWidget& window)
{
    QList<QWidget*> windows = openDialogsOf(window);
    // Hiding a modal dialog ends it, like an answer.
    if (std::any_of(windows.cbegin(), windows.cend(), [](const QWidget* one) { return one->isModal(); }))
        return;
    windows.prepend(&window);
    for (QWidget* one : std::as_const(windows)) {
        const Unnoticed filter{*one};
        one->hide();
        one->show();
        one->activateWindow();
    }
}

} // namespace

WindowPresenter::WindowPresenter(std::unique_ptr<WindowRaiser> raiser)
    : m_raiser{std::move(raiser)}
{}

WindowPresenter WindowPresenter::ofThisDesktop()
{
    if (!QGuiApplication::platformName().startsWith("wayland"_L1))
        return WindowPresenter{nullptr};
    return WindowPresenter{
        makeWindowRaiser(DesktopSurroundings::fromEnvironment(), QDBusConnection::sessionBus(), nullptr)};
}

void WindowPresenter::present(QWidget& window, const QString& token)
{
    const bool isBehind = window.isVisible() && !isActive(window);
    presentFor(window, token);
    if (m_raiser == nullptr || !isBehind)
        return;
    // With a token too: sway may only mark the window as urgent.
    m_raiser->raise({.pids = {QCoreApplication::applicationPid()}, .names = {window.windowTitle()}},
                    [shown = QPointer{&window},
                     hasToken = isUsableToken(token)](const std::optional<TerminalProblem>& problem) {
                        if (problem && !hasToken && shown && shown->isVisible() && !isActive(*shown))
                            mapAgain(*shown);
                    });
}

} // namespace tocsin
