// SPDX-License-Identifier: MIT
#include "core/settings/settings.h"

#include "core/logging/categories.h"

#include <algorithm>
#include <array>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
/// One for errors, finished turns and reminders each, in seconds; read while the one in their place is not
/// there.
constexpr std::array OldCombineKeys{"errors/pause"_L1, "done/pause"_L1, "waiting/pause"_L1};

/// They would make answers less safe, and any program of the person can write the file.
constexpr std::array KeysNotForTheFile{"answers/harmless"_L1, "answers/headless"_L1};
} // namespace

Settings::Settings(const QString& file, const QProcessEnvironment& environment, QObject* parent)
    : QObject{parent}
    , m_file{file, QSettings::IniFormat}
{
    readEnvironment(environment);
    reportUnusable();
}

void Settings::readEnvironment(const QProcessEnvironment& environment)
{
    for (const SettingRow& row : SettingRows) {
        const QString text = environment.value(row.variable).trimmed();
        if (row.variable.isEmpty() || text.isEmpty())
            continue;
        if (const auto usable = usableValue(row, text)) {
            m_environment.insert_or_assign(row.setting, *usable);
        } else { // the value may hold a password: it stays out of the log
            m_ignored.insert(row.setting);
            qCWarning(logSettings).noquote() << row.variable << "is not" << expectation(row) + u"; ignored"_s;
        }
    }
}

QList<Settings::Ignored> Settings::ignored() const
{
    QList<Ignored> found;
    for (const Setting setting : m_ignored)
        found << Ignored{
            .name = rowOf(setting).variable, .expected = expectation(rowOf(setting)), .file = {}};
    for (const SettingRow& row : SettingRows) {
        if (m_file.contains(row.key) && !usableValue(row, m_file.value(row.key)))
            found << Ignored{.name = row.key, .expected = expectation(row), .file = m_file.fileName()};
    }
    return found;
}

void Settings::reportRefused() const
{
    for (const QLatin1StringView key : KeysNotForTheFile) {
        if (m_file.contains(key))
            qCWarning(logSettings).noquote()
                << key << "in" << m_file.fileName() << "is not read from the file; ignored";
    }
}

void Settings::reportUnusable() const
{
    for (const SettingRow& row : SettingRows) {
        if (!m_file.contains(row.key))
            continue;
        const QVariant found = m_file.value(row.key);
        const auto usable = usableValue(row, found);
        if (!usable)
            qCWarning(logSettings).noquote()
                << row.key << "in" << m_file.fileName() << "is not" << expectation(row) + u"; ignored"_s;
        else if (row.kind == SettingKind::Patterns && usable->toStringList() != found.toStringList())
            qCWarning(logSettings).noquote() << row.key << "in" << m_file.fileName()
                                             << "has entries that are not regular expressions; ignored";
    }
}

QVariant Settings::value(Setting setting) const
{
    const auto override = m_environment.find(setting);
    return override != m_environment.end() ? override->second : fileValue(rowOf(setting));
}

QVariant Settings::fileValue(const SettingRow& row) const
{
    if (!m_file.contains(row.key))
        return row.setting == Setting::CombineWithin ? combineWithinOfOldKeys() : defaultValue(row);
    return usableValue(row, m_file.value(row.key)).value_or(defaultValue(row));
}

/// The longest of the three: who chose one to be longer wanted fewer notifications.
QVariant Settings::combineWithinOfOldKeys() const
{
    const SettingRow& row = rowOf(Setting::CombineWithin);
    int longest = 0;
    for (const QLatin1StringView key : OldCombineKeys) {
        bool isNumber = false;
        const int old = m_file.value(key).toInt(&isNumber);
        longest =
            std::max(longest, isNumber && old >= 0 ? std::min(old, row.most) : defaultValue(row).toInt());
    }
    return longest;
}

void Settings::setValue(Setting setting, const QVariant& value)
{
    const SettingRow& row = rowOf(setting);
    const auto usable = usableValue(row, value);
    if (!usable || *usable == fileValue(row))
        return;
    store(row, *usable);
    if (!isFromEnvironment(setting))
        Q_EMIT changed(setting);
}

void Settings::store(const SettingRow& row, const QVariant& value)
{
    m_file.setValue(row.key, value);
    if (row.setting == Setting::CombineWithin) {
        for (const QLatin1StringView key : OldCombineKeys)
            m_file.remove(key);
    }
    m_file.sync();
    if (m_file.status() == QSettings::NoError)
        return;
    qCWarning(logSettings) << "cannot write" << m_file.fileName();
    Q_EMIT saveFailed(m_file.fileName());
}

} // namespace tocsin
