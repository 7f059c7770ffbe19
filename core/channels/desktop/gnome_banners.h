// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/desktop_switch.h"

#include <QDBusConnection>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace tocsin {

/// GNOME's Do Not Disturb: the setting `show-banners` of org.gnome.desktop.notifications, turned round. The
/// settings portal does not have it, so `gsettings` reads it; dconf's signal says when.
class GnomeBanners final : public DesktopSwitch
{
    Q_OBJECT
public:
    /// `program`: gsettings, in PATH or elsewhere.
    explicit GnomeBanners(const QDBusConnection& bus, QString program = QStringLiteral("gsettings"),
                          QObject* parent = nullptr);
    ~GnomeBanners() override;
    GnomeBanners(const GnomeBanners&) = delete;
    GnomeBanners& operator=(const GnomeBanners&) = delete;

    void ask() override;

private Q_SLOTS:
    void onDconfChange(const QString& prefix, const QStringList& changes);

private:
    void answer(std::optional<bool> isOn);

    QDBusConnection m_bus;
    QString m_program;
    QProcess m_process;
    bool m_askAgain{false};
};

} // namespace tocsin
