// SPDX-License-Identifier: MIT
#include "core/system/presence/tmux_query.h"

#include <QStringList>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// A line for the pane: `1 1 $0 1`; one for each client: `$0 4711 attached,focused,UTF-8`.
std::optional<TmuxPane> parse(const QByteArray& output)
{
    const QStringList lines = QString::fromUtf8(output).split(u'\n', Qt::SkipEmptyParts);
    const QStringList ofPane = lines.value(0).split(u' ');
    if (ofPane.size() != 4)
        return {};
    TmuxPane pane{.isCurrent = ofPane.at(0) == "1"_L1 && ofPane.at(1) == "1"_L1,
                  .reportsFocus = ofPane.at(3) == "1"_L1};
    for (const QString& line : lines.mid(1)) {
        const QStringList client = line.split(u' ');
        if (client.size() == 3 && client.at(0) == ofPane.at(2))
            pane.clients.append({.variables = terminalVariablesOf(client.at(1).toLongLong()),
                                 .isFocused = client.at(2).split(u',').contains("focused"_L1)});
    }
    return pane;
}

} // namespace

TmuxQuery::TmuxQuery(std::chrono::milliseconds deadline, QObject* parent)
    : QObject{parent}
{
    m_timeout.setSingleShot(true);
    m_timeout.setInterval(deadline);
    connect(&m_timeout, &QTimer::timeout, this, [this] { finish({}); });
    connect(&m_tmux, &QProcess::errorOccurred, this, [this] { finish({}); });
    connect(&m_tmux, &QProcess::finished, this, [this](int exitCode) {
        finish(exitCode == 0 ? parse(m_tmux.readAllStandardOutput()) : std::nullopt);
    });
}

TmuxQuery::~TmuxQuery()
{
    m_onAnswer = {};
    m_tmux.kill();
    m_tmux.waitForFinished();
}

void TmuxQuery::ask(const TerminalVariables& variables, Answer onAnswer)
{
    m_onAnswer = std::move(onAnswer);
    // `socket,pid,session`
    const QString socket = variables.value(u"TMUX"_s).section(u',', 0, 0);
    const QString pane = variables.value(u"TMUX_PANE"_s);
    if (!socket.startsWith(u'/') || !pane.startsWith(u'%'))
        return finish({});
    m_timeout.start();
    m_tmux.start(u"tmux"_s, {u"-S"_s, socket, u"display-message"_s, u"-p"_s, u"-t"_s, pane,
                             u"#{pane_active} #{window_active} #{session_id} #{focus-events}"_s, u";"_s,
                             u"list-clients"_s, u"-F"_s, u"#{session_id} #{client_pid} #{client_flags}"_s});
}

void TmuxQuery::finish(const std::optional<TmuxPane>& pane)
{
    m_timeout.stop();
    if (const Answer onAnswer = std::exchange(m_onAnswer, {}); onAnswer)
        onAnswer(pane);
}

} // namespace tocsin
