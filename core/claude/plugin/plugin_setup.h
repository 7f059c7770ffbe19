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

/// Whether Claude Code has the plugin.
enum class PluginState : uint8_t {
    Unknown, ///< not asked yet, or Claude Code gave no usable answer
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

    /// `programFolders`: where `claude` is looked for. `pluginFolder`: what it is given; empty: not found.
    PluginSetup(QStringList programFolders, QString pluginFolder, BridgeLink bridge = {},
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

    /// Asks Claude Code; checked() follows. Nothing happens while isBusy().
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
    struct Run
    {
        bool isDone{false}; ///< exit code 0
        QByteArray output{};
    };
    using Then = std::function<void(const Run&)>;

    void run(const QStringList& arguments, bool isShown, Then then);
    void finish(const QPointer<QProcess>& process, const Run& run, const Then& then);
    void ask(const std::function<void()>& then);
    void setState(PluginState state);
    void linkBridge();
    void end(bool isConnected);

    Programs m_programs;
    QString m_pluginFolder;
    BridgeLink m_bridge;
    std::chrono::milliseconds m_limit;
    PluginState m_state{PluginState::Unknown};
    QPointer<QProcess> m_process;
};

} // namespace tocsin
