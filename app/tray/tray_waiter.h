// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <memory>

namespace tocsin {

/// Waits until there is a tray to put an icon in: at login the app may be there before the panel is.
class TrayWaiter : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// trayFound() follows, never from within this call, and never twice.
    virtual void start() = 0;

Q_SIGNALS:
    void trayFound();
};

[[nodiscard]] std::unique_ptr<TrayWaiter> makeTrayWaiter();

} // namespace tocsin
