// SPDX-License-Identifier: MIT
#include "core/claude/transcript/plan_file.h"

#include "core/claude/hooks/config_folder.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// A name, never a way to another folder.
bool isName(const QString& word)
{
    static const QRegularExpression name{u"^[A-Za-z0-9][A-Za-z0-9_-]*$"_s};
    return name.match(word).hasMatch();
}

/// The entries of `lines`, from the last to the first, until `take(entry)` says so.
template<typename Take> void backwards(const QByteArray& lines, Take&& take)
{
    for (qsizetype end = lines.size(); end > 0;) {
        const qsizetype begin = lines.lastIndexOf('\n', end - 1) + 1;
        const QByteArray line = lines.mid(begin, end - begin);
        end = begin - 1;
        if (line.contains("\"slug\"") && take(QJsonDocument::fromJson(line).object()))
            return;
    }
}

} // namespace

QString planFileOf(const QString& transcriptPath, const QByteArray& transcriptEnd, const QString& agentId)
{
    const QString folder = configFolderOf(transcriptPath);
    if (folder.isEmpty() || (!agentId.isEmpty() && !isName(agentId)))
        return {};
    QString slug;
    QString named; // the folder of plans can be changed, and only these entries say so
    backwards(transcriptEnd, [&](const QJsonObject& entry) {
        const QString word = entry.value("slug"_L1).toString();
        if (word.isEmpty())
            return false;
        if (slug.isEmpty())
            slug = word;
        else if (word != slug)
            return true;
        const QJsonValue attachment = entry.value("attachment"_L1);
        if (attachment["type"_L1].toString().startsWith("plan_mode"_L1))
            named = attachment["planFilePath"_L1].toString();
        return !named.isEmpty();
    });
    if (!isName(slug))
        return {};
    const QString file = agentId.isEmpty() ? slug + ".md"_L1 : u"%1-agent-%2.md"_s.arg(slug, agentId);
    const QDir plans = QDir::isAbsolutePath(named) ? QFileInfo{named}.dir() : QDir{folder + "/plans"_L1};
    return plans.filePath(file);
}

} // namespace tocsin
