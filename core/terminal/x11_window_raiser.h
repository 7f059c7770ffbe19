// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/presence/x_connection.h"
#include "core/terminal/window_raiser.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>

namespace tocsin {

/// Asks the window manager of an X server, as a panel does (EWMH: _NET_ACTIVE_WINDOW), and looks whether it
/// has done so.
class X11WindowRaiser final : public QObject, public WindowRaiser
{
    Q_OBJECT
public:
    /// Until when the window has to be active.
    static constexpr std::chrono::milliseconds Patience{1500};

    explicit X11WindowRaiser(std::shared_ptr<XConnection> x, QObject* parent = nullptr);

    void raise(const WindowHint& window, Done onDone) override;

private:
    struct Search;
    using SearchPtr = std::shared_ptr<Search>;

    void internAtoms(const SearchPtr& search, size_t next);
    void listWindows(const SearchPtr& search);
    void climb(const SearchPtr& search, quint32 window, int levels);
    void describe(const SearchPtr& search);
    void choose(const SearchPtr& search);
    void activate(const SearchPtr& search, quint32 window);
    void confirm(const SearchPtr& search, quint32 window);

    std::shared_ptr<XConnection> m_x;
};

} // namespace tocsin
