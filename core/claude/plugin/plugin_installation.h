// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>

namespace tocsin {

/// `$CLAUDE_CONFIG_DIR`, else `~/.claude`, as Claude Code would find it from this program's environment.
[[nodiscard]] QString claudeConfigFolder();

/// Our plugin, as Claude Code has it in one of its configuration folders.
struct PluginInstallation
{
    enum class State : uint8_t {
        NoClaude, ///< Claude Code has no such folder
        Absent,
        Disabled,
        Broken, ///< its hooks are not where Claude Code looks for them
        Working
    };
    State state{State::NoClaude};
    QString version{};
    bool isOutdated{false}; ///< a copy, whose hooks are other ones than those of the folder it came from
};

/// Reads plugins/installed_plugins.json, plugins/known_marketplaces.json and settings.json of `configFolder`.
[[nodiscard]] PluginInstallation pluginInstallation(const QString& configFolder);

} // namespace tocsin
