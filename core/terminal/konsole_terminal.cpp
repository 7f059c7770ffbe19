// SPDX-License-Identifier: MIT
#include "core/terminal/konsole_terminal.h"

#include "core/terminal/hint_checks.h"
#include "core/terminal/process_line.h"

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

using Kind = TerminalProblem::Kind;

QDBusMessage windowCall(const QString& service, const QString& path, const QString& method)
{
    return QDBusMessage::createMethodCall(service, path, u"org.kde.konsole.Window"_s, method);
}

} // namespace

void KonsoleTerminal::find(const TerminalPlace& place, Found onFound)
{
    const std::optional<KonsoleHint> hint = konsoleHint(place.variables);
    if (!hint)
        return onFound(FoundTerminal{.takesText = false});
    // A name may be another program's by now.
    m_bus.askPid(hint->service, [this, hint = *hint, ancestors = pidsOf(ancestorsOf(place.pid)),
                                 onFound = std::move(onFound)](qint64 pid) {
        if (!ancestors.contains(pid))
            return onFound(FoundTerminal{.takesText = false});
        // A tab that was moved to another window is not in this one's list.
        m_bus.call(windowCall(hint.service, hint.windowPath, u"sessionList"_s),
                   [hint, onFound](const QDBusMessage& reply) {
                       const QStringList sessions = reply.arguments().value(0).toStringList();
                       const QString session = QString::number(hint.session);
                       const bool isThere = isReply(reply) && sessions.contains(session);
                       onFound(FoundTerminal{.id = isThere ? session : QString{},
                                             .address = isThere ? hint.service + hint.windowPath : QString{},
                                             .takesText = false});
                   });
    });
}

void KonsoleTerminal::select(const FoundTerminal& terminal, Done onDone)
{
    if (terminal.id.isEmpty())
        return onDone({});
    const QString service = terminal.address.section(u'/', 0, 0);
    QDBusMessage select = windowCall(service, terminal.address.mid(service.size()), u"setCurrentSession"_s);
    select.setArguments({terminal.id.toInt()});
    m_bus.call(select, [onDone = std::move(onDone)](const QDBusMessage& reply) {
        onDone(isReply(reply) ? std::nullopt
                              : std::optional{TerminalProblem{Kind::ProgramFailed, u"Konsole"_s}});
    });
}

} // namespace tocsin
