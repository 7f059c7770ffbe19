// SPDX-License-Identifier: MIT
#pragma once

#include "app/autostart/autostart.h"

namespace tocsin {

/// `tocsin.desktop` in the user's autostart folder (Desktop Application Autostart Specification).
class XdgAutostart final : public Autostart
{
public:
    /// `folder` is created when needed.
    XdgAutostart(QString folder, QString program);

    [[nodiscard]] bool isOn() const override;
    [[nodiscard]] bool turnOn() override;
    [[nodiscard]] bool turnOff() override;

private:
    [[nodiscard]] QString file() const;
    [[nodiscard]] QByteArray contents() const;

    QString m_folder;
    QString m_program;
};

/// `argument` for the Exec key of a desktop entry (Desktop Entry Specification 1.5, The Exec key): quoted,
/// reserved characters escaped for the quotes, backslashes escaped again for the file's strings, `%` doubled.
[[nodiscard]] QString desktopEntryArgument(const QString& argument);

} // namespace tocsin
