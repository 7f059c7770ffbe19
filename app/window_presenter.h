// SPDX-License-Identifier: MIT
#pragma once

#include "core/terminal/window_raiser.h"

#include <QString>

#include <memory>

class QWidget;

namespace tocsin {

/// Brings windows of this program to the front for acts of a person, as the desktop lets it.
class WindowPresenter final
{
public:
    /// `raiser` is that of the desktop on Wayland, where an open window does not come forward without an
    /// activation token; nothing: on other platforms.
    explicit WindowPresenter(std::unique_ptr<WindowRaiser> raiser);

    /// That of the platform on which this program shows its windows.
    [[nodiscard]] static WindowPresenter ofThisDesktop();

    /// Shows, raises and activates `window` for a person's act that `token` stands for; empty: none is known.
    /// On Wayland an open window that is behind others is raised by the desktop, or else mapped again; it
    /// keeps its size, its page and its focus.
    void present(QWidget& window, const QString& token = {});

private:
    std::unique_ptr<WindowRaiser> m_raiser;
};

} // namespace tocsin
