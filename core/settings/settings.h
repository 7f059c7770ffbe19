// SPDX-License-Identifier: MIT
#pragma once

#include "core/settings/setting_table.h"

#include <QDateTime>
#include <QObject>
#include <QProcessEnvironment>
#include <QSettings>
#include <QUrl>

#include <chrono>
#include <map>
#include <set>

namespace tocsin {

/// The values of the setting table: an INI file, and the environment above it. Holds no secrets.
class Settings final : public QObject
{
    Q_OBJECT
public:
    /// `file` is created on the first change.
    Settings(const QString& file, const QProcessEnvironment& environment, QObject* parent = nullptr);

    /// As usableValue() returns it; the default where neither the environment nor the file has a usable one.
    [[nodiscard]] QVariant value(Setting setting) const;
    /// bool, seconds, minutes, QUrl, QString, QStringList, QuietHours or QDateTime, by the kind of its row.
    template<Setting S> [[nodiscard]] auto get() const;
    [[nodiscard]] QUrl serverUrl() const { return QUrl{value(Setting::ServerUrl).toString()}; }
    /// Its variable has a usable value, which goes before whatever is set here.
    [[nodiscard]] bool isFromEnvironment(Setting setting) const { return m_environment.contains(setting); }

    /// Its variable is set, but to something that it cannot have: the file decides.
    [[nodiscard]] bool isVariableIgnored(Setting setting) const { return m_ignored.contains(setting); }

    /// Writes to the log what stands in the file and is never read from there, since any program of the
    /// person can write it: what would make answers less safe.
    void reportRefused() const;

    /// A value that its setting cannot have; without the value itself, which may hold a password.
    struct Ignored
    {
        QString name;     ///< of a variable, or the key in the file
        QString expected; ///< "a number from 5 to 240"
        QString file;     ///< empty: it is a variable
    };
    [[nodiscard]] QList<Ignored> ignored() const;

    /// A value that the setting cannot have changes nothing.
    void setValue(Setting setting, const QVariant& value);
    void setServerUrl(const QUrl& url) { setValue(Setting::ServerUrl, url.toString()); }

Q_SIGNALS:
    /// value(setting) is another one now.
    void changed(tocsin::Setting setting);
    /// A choice holds until the program ends, but could not be written to `file`.
    void saveFailed(const QString& file);

private:
    [[nodiscard]] QVariant fileValue(const SettingRow& row) const;
    [[nodiscard]] QVariant combineWithinOfOldKeys() const;
    void readEnvironment(const QProcessEnvironment& environment);
    void reportUnusable() const;
    void store(const SettingRow& row, const QVariant& value);

    QSettings m_file;
    std::map<Setting, QVariant> m_environment;
    std::set<Setting> m_ignored; ///< variables
};

template<Setting S> auto Settings::get() const
{
    constexpr SettingKind kind = rowOf(S).kind;
    const QVariant found = value(S);
    if constexpr (kind == SettingKind::Switch)
        return found.toBool();
    else if constexpr (kind == SettingKind::Seconds)
        return std::chrono::seconds{found.toInt()};
    else if constexpr (kind == SettingKind::Minutes)
        return std::chrono::minutes{found.toInt()};
    else if constexpr (kind == SettingKind::ServerUrl)
        return QUrl{found.toString()};
    else if constexpr (kind == SettingKind::Patterns)
        return found.toStringList();
    else if constexpr (kind == SettingKind::QuietHours)
        return QuietHours::fromStrings(found.toStringList()).value_or(QuietHours{});
    else if constexpr (kind == SettingKind::Moment)
        return QDateTime::fromString(found.toString(), Qt::ISODate);
    else
        return found.toString();
}

} // namespace tocsin
