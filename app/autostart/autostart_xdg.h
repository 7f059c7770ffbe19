// SPDX-License-Identifier: MIT
#pragma once

#include "app/autostart/autostart.h"

#include <QStringList>

namespace tocsin {

/// `tocsin.desktop` in the user's autostart folder, which hides one in the system's (Desktop Application
/// Autostart Specification).
class XdgAutostart final : public Autostart
{
public:
    /// `folder` is created when needed. `systemFolders`: most important first; only read.
    XdgAutostart(QString folder, QString program, QStringList systemFolders = {});

    [[nodiscard]] bool isOn() const override;
    [[nodiscard]] bool turnOn() override;
    [[nodiscard]] bool turnOff() override;

private:
    [[nodiscard]] QString file() const;
    [[nodiscard]] bool isOnForAll() const;
    [[nodiscard]] bool write(const QByteArray& contents) const;

    QString m_folder;
    QString m_program;
    QStringList m_systemFolders;
};

/// The program that starts `program` at the next login. In an AppImage that is the image, because `program`
/// is in a folder that is mounted while it runs.
[[nodiscard]] QString programAtLogin(const QString& program);

/// `argument` for the Exec key of a desktop entry (Desktop Entry Specification 1.5, The Exec key): quoted,
/// reserved characters escaped for the quotes, backslashes escaped again for the file's strings, `%` doubled.
[[nodiscard]] QString desktopEntryArgument(const QString& argument);

} // namespace tocsin
