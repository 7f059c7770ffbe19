// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace tocsin::test {

/// A real tmux server of the test's own, without the user's configuration. It ends with this.
class OwnTmux final
{
public:
    OwnTmux() = default;
    ~OwnTmux() { static_cast<void>(run({QStringLiteral("kill-server")})); }
    OwnTmux(const OwnTmux&) = delete;
    OwnTmux& operator=(const OwnTmux&) = delete;

    [[nodiscard]] QString socket() const { return m_folder.filePath(QStringLiteral("tmux")); }
    /// `tmux` with these is the command for this server.
    [[nodiscard]] QStringList command(const QStringList& arguments) const
    {
        return QStringList{QStringLiteral("-S"), socket(), QStringLiteral("-f"),
                           QStringLiteral("/dev/null")} +
               arguments;
    }
    /// What the command prints.
    QString run(const QStringList& arguments) const
    {
        QProcess tmux;
        tmux.start(QStringLiteral("tmux"), command(arguments));
        tmux.waitForFinished(20'000);
        return QString::fromUtf8(tmux.readAllStandardOutput()).trimmed();
    }

private:
    QTemporaryDir m_folder;
};

} // namespace tocsin::test
