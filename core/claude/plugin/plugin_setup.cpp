// SPDX-License-Identifier: MIT
#include "core/claude/plugin/plugin_setup.h"

#include "core/claude/plugin/install_command.h"
#include "core/claude/plugin/plugin_installation.h"
#include "core/logging/categories.h"

#include <QDir>
#include <QRegularExpression>
#include <QTimer>

#include <memory>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr auto Program = "claude"_L1;
constexpr auto Plugin = "tocsin@tocsin"_L1;
constexpr qsizetype MaxOutput{64 * 1024};

/// Without colours, and with line ends alone.
QString plainOutput(const QByteArray& output)
{
    static const QRegularExpression escapes{
        u"\\x1b(?:\\[[0-9;?]*[ -/]*[@-~]|\\][^\\x07\\x1b]*(?:\\x07|\\x1b\\\\))"_s};
    static const QRegularExpression controls{u"[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f]"_s};
    return QString::fromUtf8(output).remove(escapes).remove(controls);
}

} // namespace

PluginSetup::PluginSetup(ClaudePlaces claude, QString pluginFolder, BridgeLink bridge,
                         std::chrono::milliseconds limit, QObject* parent)
    : QObject{parent}
    , m_programs{std::move(claude.programFolders)}
    , m_configFolder{std::move(claude.configFolder)}
    , m_pluginFolder{std::move(pluginFolder)}
    , m_bridge{std::move(bridge)}
    , m_limit{limit}
{}

PluginSetup::~PluginSetup()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished(1000);
}

QStringList PluginSetup::usualFolders()
{
    return Programs::usualFolders() +
           QStringList{QDir::homePath() + u"/.claude/local"_s, QDir::homePath() + u"/.npm-global/bin"_s};
}

QString PluginSetup::commandLine() const
{
    return installCommand(m_pluginFolder);
}

void PluginSetup::check()
{
    if (!isBusy())
        look();
}

void PluginSetup::connectPlugin()
{
    if (isBusy())
        return;
    run({u"plugin"_s, u"marketplace"_s, u"add"_s, m_pluginFolder}, [this](bool isAdded) {
        if (!isAdded)
            return end(false);
        run({u"plugin"_s, u"install"_s, Plugin}, [this](bool isInstalled) {
            if (!isInstalled)
                return end(false);
            linkBridge();
            look();
            end(m_state == PluginState::Connected && !lacksBridge());
        });
    });
}

void PluginSetup::look()
{
    if (pluginInstallation(m_configFolder).state == PluginInstallation::State::Working)
        m_state = PluginState::Connected;
    else
        m_state = m_programs.find(Program).isEmpty() ? PluginState::ClaudeMissing : PluginState::NotConnected;
    Q_EMIT checked(m_state);
}

void PluginSetup::run(const QStringList& arguments, Then then)
{
    const QString path = m_programs.find(Program);
    if (path.isEmpty()) {
        QMetaObject::invokeMethod(
            this,
            [this, then = std::move(then)] {
                look();
                then(false);
            },
            Qt::QueuedConnection);
        return;
    }
    m_process = std::make_unique<QProcess>(this).release(); // deleted in finish(), or with this
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setWorkingDirectory(QDir::homePath()); // a project's settings do not matter here
    const QPointer<QProcess> process{m_process};
    connect(m_process, &QProcess::readyReadStandardOutput, this, [this, process, left = MaxOutput]() mutable {
        const QByteArray part = process->readAllStandardOutput();
        left -= part.size();
        if (left >= 0)
            Q_EMIT printed(plainOutput(part));
    });
    connect(m_process, &QProcess::errorOccurred, this, [this, process, then](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(process, false, then);
    });
    connect(m_process, &QProcess::finished, this,
            [this, process, then](int code, QProcess::ExitStatus status) {
                finish(process, code == 0 && status == QProcess::NormalExit, then);
            });
    QProcess* const started = m_process; // the timers end with it
    QTimer::singleShot(m_limit, started, [started] { started->kill(); });
    qCInfo(logApp).noquote() << "runs" << path << arguments.join(u' ');
    // Queued: a program that cannot be started fails from within start().
    QTimer::singleShot(0, started, [started, path, arguments] { started->start(path, arguments); });
}

void PluginSetup::finish(const QPointer<QProcess>& process, bool isDone, const Then& then)
{
    if (process != m_process)
        return;
    m_process->deleteLater();
    m_process.clear();
    then(isDone);
}

void PluginSetup::linkBridge()
{
    if (!lacksBridge())
        return;
    const bool isMade = m_bridge.make();
    qCInfo(logApp).noquote() << (isMade ? "linked" : "could not link") << m_bridge.path() << "to"
                             << m_bridge.program();
    Q_EMIT printed(isMade ? tr("Linked %1 to %2.").arg(m_bridge.path(), m_bridge.program()) + u'\n'
                          : tr("Could not link %1 to %2.").arg(m_bridge.path(), m_bridge.program()) + u'\n');
}

void PluginSetup::end(bool isConnected)
{
    Q_EMIT connectFinished(isConnected);
}

} // namespace tocsin
