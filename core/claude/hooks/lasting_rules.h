// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonArray>
#include <QStringList>

namespace tocsin {

/// Where a permission request has what Claude Code would do about "don't ask again".
inline constexpr QLatin1StringView PermissionSuggestions{"permission_suggestions"};

/// The rules among them as Claude Code's settings spell them, such as `Bash(npm run *)`; not yet fit to be
/// shown. Empty unless all that is suggested is rules that allow, kept in the project's own settings: a mode
/// or a folder lets through far more than calls like this one.
[[nodiscard]] QStringList lastingRules(const QJsonArray& suggestions);

} // namespace tocsin
