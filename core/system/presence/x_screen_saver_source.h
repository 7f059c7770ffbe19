// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/presence/presence_source.h"
#include "core/system/presence/x_connection.h"

#include <memory>

namespace tocsin {

/// Idle time on X11, by the XScreenSaver extension: of all keyboards and pointers of the display. Not for
/// Xwayland, which knows of the input to X11 windows only.
class XScreenSaverSource final : public PresenceSource
{
    Q_OBJECT
public:
    explicit XScreenSaverSource(std::shared_ptr<XConnection> x, QObject* parent = nullptr);

protected:
    void begin() override;

private:
    std::shared_ptr<XConnection> m_x;
};

} // namespace tocsin
