// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <optional>

namespace tocsin {

/// A yes or no of the desktop's, in one of the places where desktops keep them.
class DesktopSwitch : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

public Q_SLOTS:
    /// said() follows. It is also asked whenever it may have changed.
    virtual void ask() = 0;

Q_SIGNALS:
    /// Nothing when it is not there.
    void said(std::optional<bool> isOn);
};

} // namespace tocsin
