// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QStringList>

namespace tocsin {

class ReadableColors;

/// Follows KDE's colour scheme while the app runs: before version 6.6, Qt reads it at the start alone.
class KdeColors final : public QObject
{
    Q_OBJECT
public:
    /// `colors` outlives it. `configFolders`: where `kdeglobals` is, the first before the others.
    KdeColors(QDBusConnection bus, QStringList configFolders, ReadableColors& colors,
              QObject* parent = nullptr);
    ~KdeColors() override;

private Q_SLOTS:
    void onChange(int what, int detail);

private:
    QDBusConnection m_bus;
    QStringList m_configFolders;
    ReadableColors& m_colors;
};

} // namespace tocsin
