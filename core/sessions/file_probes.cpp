// SPDX-License-Identifier: MIT
#include "core/sessions/probes.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
// HEAD and a worktree's .git file are one short line; more than this is something else.
constexpr qint64 MaxGitLine{4096};

QString firstLineOf(const QString& path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readLine(MaxGitLine)).trimmed();
}

/// The git directory of the repository that `folder` is in, following the `gitdir:` file of a worktree.
QString gitDirectoryOf(const QString& folder)
{
    QDir dir{folder};
    if (folder.isEmpty() || !dir.exists())
        return {};
    do {
        const QFileInfo git{dir.filePath(u".git"_s)};
        if (git.isDir())
            return git.absoluteFilePath();
        if (git.isFile()) {
            const QString line = firstLineOf(git.absoluteFilePath());
            const auto prefix = "gitdir:"_L1;
            return line.startsWith(prefix) ? dir.absoluteFilePath(line.mid(prefix.size()).trimmed())
                                           : QString{};
        }
    } while (dir.cdUp());
    return {};
}
} // namespace

std::optional<QDateTime> FileTranscriptProbe::modifiedAt(const QString& path) const
{
    const QFileInfo info{path};
    if (path.isEmpty() || !info.isFile())
        return {};
    return info.lastModified().toUTC();
}

QString GitBranchProbe::branchOf(const QString& folder) const
{
    const QString directory = gitDirectoryOf(folder);
    if (directory.isEmpty())
        return {};
    const QString head = firstLineOf(directory + "/HEAD"_L1);
    const auto prefix = "ref: refs/heads/"_L1;
    return head.startsWith(prefix) ? head.mid(prefix.size()) : QString{};
}

} // namespace tocsin
