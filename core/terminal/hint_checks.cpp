// SPDX-License-Identifier: MIT
#include "core/terminal/hint_checks.h"

#include <QFile>
#include <QRegularExpression>
#include <QStringList>

#include <sys/stat.h>
#include <unistd.h>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// The first group of the pattern, which has to match all of `text`.
QString matched(const QString& pattern, const QString& text)
{
    return QRegularExpression{QRegularExpression::anchoredPattern(pattern)}.match(text).captured(1);
}

std::optional<quint32> number(const QString& text)
{
    bool isNumber = false;
    const uint value = matched(u"([0-9]{1,10})"_s, text).toUInt(&isNumber);
    return isNumber ? std::optional{value} : std::nullopt;
}

} // namespace

bool isOwnSocket(const QString& path)
{
    struct stat info
    {};
    return path.startsWith(u'/') && ::lstat(QFile::encodeName(path).constData(), &info) == 0 &&
           S_ISSOCK(info.st_mode) && info.st_uid == ::geteuid();
}

std::optional<quint32> numberHint(const TerminalVariables& variables, const QString& name)
{
    return number(variables.value(name));
}

std::optional<quint32> windowIdHint(const TerminalVariables& variables)
{
    const std::optional<quint32> window = numberHint(variables, u"WINDOWID"_s);
    return window && *window != 0 ? window : std::nullopt;
}

std::optional<TmuxHint> tmuxHint(const TerminalVariables& variables)
{
    // `socket,pid,session`
    const TmuxHint hint{.socket = variables.value(u"TMUX"_s).section(u',', 0, -3),
                        .pane = matched(u"(%[0-9]{1,9})"_s, variables.value(u"TMUX_PANE"_s))};
    if (hint.pane.isEmpty() || !isOwnSocket(hint.socket))
        return {};
    return hint;
}

std::optional<KittyHint> kittyHint(const TerminalVariables& variables)
{
    const QString address = variables.value(u"KITTY_LISTEN_ON"_s);
    const std::optional<quint32> window = numberHint(variables, u"KITTY_WINDOW_ID"_s);
    const QString path = matched(u"unix:(.+)"_s, address);
    const bool isAbstract = !matched(u"(@[A-Za-z0-9._-]+)"_s, path).isEmpty();
    const bool isOwn = isOwnSocket(path);
    if (!window || !(isAbstract || isOwn))
        return {};
    return KittyHint{.address = address, .window = *window, .isOwn = isOwn};
}

std::optional<WezTermHint> wezTermHint(const TerminalVariables& variables)
{
    const std::optional<quint32> pane = numberHint(variables, u"WEZTERM_PANE"_s);
    const QString socket = variables.value(u"WEZTERM_UNIX_SOCKET"_s);
    if (!pane || !(socket.isEmpty() || isOwnSocket(socket)))
        return {};
    return WezTermHint{.socket = socket, .pane = *pane};
}

std::optional<KonsoleHint> konsoleHint(const TerminalVariables& variables)
{
    const QString session = matched(u"/Sessions/([0-9]{1,9})"_s, variables.value(u"KONSOLE_DBUS_SESSION"_s));
    const KonsoleHint hint{
        .service = matched(u"(:[0-9]+\\.[0-9]+|org\\.kde\\.[a-z]+(?:-[0-9]+)?)"_s,
                           variables.value(u"KONSOLE_DBUS_SERVICE"_s)),
        .session = session.toInt(),
        .windowPath = matched(u"(/Windows/[0-9]{1,9})"_s, variables.value(u"KONSOLE_DBUS_WINDOW"_s))};
    if (hint.service.isEmpty() || session.isEmpty() || hint.windowPath.isEmpty())
        return {};
    return hint;
}

std::optional<GnomeTerminalHint> gnomeTerminalHint(const TerminalVariables& variables)
{
    const QString screen =
        matched(u"/org/gnome/Terminal/screen/([0-9a-f]{8}(?:_[0-9a-f]{4}){3}_[0-9a-f]{12})"_s,
                variables.value(u"GNOME_TERMINAL_SCREEN"_s));
    const GnomeTerminalHint hint{.service = matched(u"(:[0-9]+\\.[0-9]+|org\\.gnome\\.Terminal)"_s,
                                                    variables.value(u"GNOME_TERMINAL_SERVICE"_s)),
                                 .screen = QString{screen}.replace(u'_', u'-')};
    if (hint.service.isEmpty() || screen.isEmpty())
        return {};
    return hint;
}

std::optional<SshHint> sshHint(const TerminalVariables& variables)
{
    // `client port server port`
    const QStringList words = variables.value(u"SSH_CONNECTION"_s).split(u' ');
    if (words.size() != 4)
        return {};
    bool isClientPort = false;
    bool isServerPort = false;
    const SshHint hint{.clientPort = words.at(1).toUShort(&isClientPort),
                       .serverPort = words.at(3).toUShort(&isServerPort)};
    if (!isClientPort || !isServerPort || hint.clientPort == 0 || hint.serverPort == 0)
        return {};
    return hint;
}

} // namespace tocsin
