// SPDX-License-Identifier: MIT
#include "core/claude/plugin/plugin_setup.h"

#include "core/logging/categories.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <optional>
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

/// Nothing if it is not what `claude plugin list --json` prints.
std::optional<bool> isListed(const QByteArray& output)
{
    const QJsonDocument list = QJsonDocument::fromJson(output);
    if (!list.isArray())
        return {};
    const QJsonArray plugins = list.array();
    return std::any_of(plugins.begin(), plugins.end(), [](const QJsonValue& one) {
        return one["id"_L1] == Plugin && one["enabled"_L1].toBool(true);
    });
}

QString quoted(const QString& argument)
{
    static const QRegularExpression plain{u"^[A-Za-z0-9_@%+=:,./-]+$"_s};
    if (plain.match(argument).hasMatch())
        return argument;
    return u'\'' + QString{argument}.replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace

PluginSetup::PluginSetup(QStringList programFolders, QString pluginFolder, BridgeLink bridge,
                         std::chrono::milliseconds limit, QObject* parent)
    : QObject{parent}
    , m_programs{std::move(programFolders)}
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
    return u"claude plugin marketplace add %1 && claude plugin install %2"_s.arg(quoted(m_pluginFolder),
                                                                                 Plugin);
}

void PluginSetup::check()
{
    if (!isBusy())
        ask([] {});
}

void PluginSetup::connectPlugin()
{
    if (isBusy())
        return;
    run({u"plugin"_s, u"marketplace"_s, u"add"_s, m_pluginFolder}, true, [this](const Run& added) {
        if (!added.isDone)
            return end(false);
        run({u"plugin"_s, u"install"_s, Plugin}, true, [this](const Run& installed) {
            if (!installed.isDone)
                return end(false);
            linkBridge();
            ask([this] { end(m_state == PluginState::Connected && !lacksBridge()); });
        });
    });
}

void PluginSetup::ask(const std::function<void()>& then)
{
    run({u"plugin"_s, u"list"_s, u"--json"_s}, false, [this, then](const Run& listed) {
        const std::optional<bool> isIn = listed.isDone ? isListed(listed.output) : std::nullopt;
        if (isIn)
            setState(*isIn ? PluginState::Connected : PluginState::NotConnected);
        else if (m_state != PluginState::ClaudeMissing)
            setState(PluginState::Unknown);
        then();
    });
}

void PluginSetup::run(const QStringList& arguments, bool isShown, Then then)
{
    const QString path = m_programs.find(Program);
    if (path.isEmpty()) {
        QMetaObject::invokeMethod(
            this,
            [this, then = std::move(then)] {
                m_state = PluginState::ClaudeMissing;
                Q_EMIT checked(m_state);
                then({});
            },
            Qt::QueuedConnection);
        return;
    }
    if (m_state == PluginState::ClaudeMissing)
        m_state = PluginState::Unknown;
    m_process = std::make_unique<QProcess>(this).release(); // deleted in finish(), or with this
    m_process->setProcessChannelMode(isShown ? QProcess::MergedChannels : QProcess::SeparateChannels);
    m_process->setStandardInputFile(QProcess::nullDevice());
    m_process->setWorkingDirectory(QDir::homePath()); // a project's settings do not matter here
    const QPointer<QProcess> process{m_process};
    const auto output = std::make_shared<QByteArray>();
    connect(m_process, &QProcess::readyReadStandardOutput, this, [this, process, output, isShown] {
        const QByteArray part = process->readAllStandardOutput();
        if (output->size() + part.size() > MaxOutput)
            return;
        *output += part;
        if (isShown)
            Q_EMIT printed(plainOutput(part));
    });
    connect(m_process, &QProcess::errorOccurred, this,
            [this, process, output, then](QProcess::ProcessError error) {
                if (error == QProcess::FailedToStart)
                    finish(process, {.isDone = false, .output = *output}, then);
            });
    connect(m_process, &QProcess::finished, this,
            [this, process, output, then](int code, QProcess::ExitStatus status) {
                finish(process, {.isDone = code == 0 && status == QProcess::NormalExit, .output = *output},
                       then);
            });
    QProcess* const started = m_process; // the timers end with it
    QTimer::singleShot(m_limit, started, [started] { started->kill(); });
    qCInfo(logApp).noquote() << "runs" << path << arguments.join(u' ');
    // Queued: a program that cannot be started fails from within start().
    QTimer::singleShot(0, started, [started, path, arguments] { started->start(path, arguments); });
}

void PluginSetup::finish(const QPointer<QProcess>& process, const Run& run, const Then& then)
{
    if (process != m_process)
        return;
    m_process->deleteLater();
    m_process.clear();
    then(run);
}

void PluginSetup::setState(PluginState state)
{
    m_state = state;
    Q_EMIT checked(state);
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
