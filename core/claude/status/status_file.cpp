// SPDX-License-Identifier: MIT
#include "core/claude/status/status_file.h"

#include "core/claude/hooks/config_folder.h"

#include <QDir>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

QString statusFolderOf(const QString& transcriptPath)
{
    const QString folder = configFolderOf(transcriptPath);
    return folder.isEmpty() ? QString{} : QDir{folder}.filePath(u"sessions"_s);
}

QString statusPath(const QString& folder, qint64 pid)
{
    return QDir{folder}.filePath(u"%1.json"_s.arg(pid));
}

qint64 pidOfStatusFile(const QString& name)
{
    const auto suffix = ".json"_L1;
    const QStringView digits = QStringView{name}.chopped(std::min(suffix.size(), name.size()));
    const bool isNumber = !digits.isEmpty() && std::all_of(digits.begin(), digits.end(),
                                                           [](QChar c) { return c >= u'0' && c <= u'9'; });
    return isNumber && name.endsWith(suffix) ? digits.toLongLong() : 0;
}

} // namespace tocsin
