// SPDX-License-Identifier: MIT
#pragma once

#include "core/policy/preferences.h"
#include "core/settings/setting_table.h"

#include <QVariant>

#include <functional>

namespace tocsin {

class Settings;

/// Of a value as usableValue() returns it, for each setting.
[[nodiscard]] Preferences preferencesOf(const std::function<QVariant(Setting)>& valueOf);
/// As the settings are now.
[[nodiscard]] Preferences preferencesOf(const Settings& settings);

} // namespace tocsin
