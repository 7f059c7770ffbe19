// SPDX-License-Identifier: MIT
#include "core/terminal/gnome_terminal.h"

#include "core/terminal/hint_checks.h"
#include "core/terminal/process_line.h"

#include <QDBusError>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

using Kind = TerminalProblem::Kind;

QDBusMessage searchCall(const QString& service, const QString& method)
{
    return QDBusMessage::createMethodCall(service, u"/org/gnome/Terminal/SearchProvider"_s,
                                          u"org.gnome.Shell.SearchProvider2"_s, method);
}

/// GNOME Terminal has the object only while shell-integration-enabled is set, which it is not on Debian 12.
bool isOff(const QDBusMessage& error)
{
    const QDBusError::ErrorType type = QDBusError{error}.type();
    return type == QDBusError::UnknownMethod || type == QDBusError::UnknownInterface ||
           type == QDBusError::UnknownObject;
}

} // namespace

void GnomeTerminal::find(const TerminalPlace& place, Found onFound)
{
    const std::optional<GnomeTerminalHint> hint = gnomeTerminalHint(place.variables);
    if (!hint)
        return onFound(FoundTerminal{.takesText = false});
    // A name may be another program's by now.
    m_bus.askPid(hint->service, [hint = *hint, ancestors = pidsOf(ancestorsOf(place.pid)),
                                 onFound = std::move(onFound)](qint64 pid) {
        if (!ancestors.contains(pid))
            return onFound(FoundTerminal{.takesText = false});
        onFound(FoundTerminal{
            .id = hint.screen, .address = hint.service, .takesText = false, .raisesItself = true});
    });
}

void GnomeTerminal::select(const FoundTerminal& terminal, Done onDone)
{
    if (terminal.id.isEmpty())
        return onDone({});
    QDBusMessage activate = searchCall(terminal.address, u"ActivateResult"_s);
    activate.setArguments({terminal.id, QStringList{}, 0U});
    m_bus.call(activate, [onDone = std::move(onDone)](const QDBusMessage& reply) {
        if (isReply(reply))
            return onDone({});
        onDone(isOff(reply) ? TerminalProblem{Kind::NoTabSearch}
                            : TerminalProblem{Kind::ProgramFailed, u"GNOME Terminal"_s});
    });
}

} // namespace tocsin
