// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <memory>

namespace tocsin {

/// Waits for a tray: at login the app may start before the panel.
class TrayWaiter : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Emits trayFound() once, never from within this call.
    virtual void start() = 0;

Q_SIGNALS:
    void trayFound();
};

[[nodiscard]] std::unique_ptr<TrayWaiter> makeTrayWaiter();

} // namespace tocsin
