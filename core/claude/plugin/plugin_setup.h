// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/plugin/bridge_link.h"
#include "core/terminal/programs.h"

#include <QObject>
#include <QPointer>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <chrono>
#include <cstdint>
#include <functional>

namespace tocsin {

/// Where Claude Code is.
struct ClaudePlaces
{
    QStringList programFolders{}; ///< where `claude` is looked for
    QString configFolder{};       ///< claudeConfigFolder()
};

/// Whether Claude Code has the plugin: Connected is PluginInstallation::State::Working.
enum class PluginState : uint8_t {
    Unknown, ///< not looked at yet
    ClaudeMissing,
    NotConnected,
    Connected
};

/// Connects Claude Code by its own command, `claude plugin …`, which is run without a shell.
class PluginSetup final : public QObject
{
    Q_OBJECT
public:
    /// For each command.
    static constexpr std::chrono::seconds Limit{60};

    /// `pluginFolder`: what `claude` is given; empty: not found.
    PluginSetup(ClaudePlaces claude, QString pluginFolder, BridgeLink bridge = {},
                std::chrono::milliseconds limit = Limit, QObject* parent = nullptr);
    ~PluginSetup() override;
    /// Programs::usualFolders(), and where Claude Code's installers put it.
    [[nodiscard]] static QStringList usualFolders();

    [[nodiscard]] PluginState state() const { return m_state; }
    [[nodiscard]] bool isBusy() const { return m_process != nullptr; }
    [[nodiscard]] bool hasPlugin() const { return !m_pluginFolder.isEmpty(); }
    /// What the plugin's hooks run is nowhere to be found; connectPlugin() mends it.
    [[nodiscard]] bool lacksBridge() const { return m_bridge.isNeeded(); }
    /// What a person would type to connect it.
    [[nodiscard]] QString commandLine() const;

    /// Looks at what Claude Code has; checked() comes before it returns. Nothing happens while isBusy().
    void check();
    /// Installs the plugin, and lets its hooks find tocsin-hookbridge; checked(), then connectFinished()
    /// follow. Nothing happens while isBusy().
    void connectPlugin();

Q_SIGNALS:
    void checked(tocsin::PluginState state);
    /// What the commands printed, as it comes in, and what was done beside them: plain text.
    void printed(const QString& text);
    void connectFinished(bool isConnected);

private:
    using Then = std::function<void(bool isDone)>; ///< exit code 0

    void run(const QStringList& arguments, Then then);
    void finish(const QPointer<QProcess>& process, bool isDone, const Then& then);
    void look();
    void linkBridge();
    void end(bool isConnected);

    Programs m_programs;
    QString m_configFolder;
    QString m_pluginFolder;
    BridgeLink m_bridge;
    std::chrono::milliseconds m_limit;
    PluginState m_state{PluginState::Unknown};
    QPointer<QProcess> m_process;
};

} // namespace tocsin
