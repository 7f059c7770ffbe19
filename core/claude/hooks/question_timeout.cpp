// SPDX-License-Identifier: MIT
#include "core/claude/hooks/question_timeout.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Beyond what anyone writes.
constexpr qint64 MaxSize{1024 * 1024};

/// What the setting is in one file; empty when the file does not say.
QString settingIn(const QString& path)
{
    QFile file{path};
    const bool isUsable = QFileInfo{path}.isFile() && file.size() <= MaxSize; // a pipe would block
    if (!isUsable || !file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.read(MaxSize))["askUserQuestionTimeout"_L1].toString();
}

std::optional<std::chrono::seconds> durationOf(const QString& setting)
{
    if (setting == "60s"_L1)
        return 60s;
    if (setting == "5m"_L1)
        return 5min;
    if (setting == "10m"_L1)
        return 10min;
    return std::nullopt; // "never", or a word that Claude Code ignores, too
}

} // namespace

QString managedSettingsFile()
{
#ifdef Q_OS_MACOS
    return u"/Library/Application Support/ClaudeCode/managed-settings.json"_s;
#else
    return u"/etc/claude-code/managed-settings.json"_s;
#endif
}

std::optional<std::chrono::seconds> questionTimeout(const QString& configFolder, const QString& managedFile)
{
    const QString managed = settingIn(managedFile);
    if (!managed.isEmpty() || configFolder.isEmpty())
        return durationOf(managed);
    return durationOf(settingIn(QDir{configFolder}.filePath(u"settings.json"_s)));
}

} // namespace tocsin
