// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/system_info.h"
#include "core/terminal/terminal_place.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QTemporaryDir>

namespace tocsin::test {

/// tests/support/prompt_program.py, wherever a test runs it: what it has seen.
class PromptProgram final
{
public:
    [[nodiscard]] QStringList command() const
    {
        return {QStringLiteral("python3"),
                QStringLiteral(TOCSIN_SOURCE_DIR "/tests/support/prompt_program.py"), output()};
    }
    [[nodiscard]] QString output() const { return m_folder.filePath(QStringLiteral("seen")); }
    [[nodiscard]] QList<QJsonObject> seen() const
    {
        QList<QJsonObject> lines;
        QFile file{output()};
        if (file.open(QIODevice::ReadOnly)) {
            for (const QByteArray& line : file.readAll().split('\n')) {
                if (const QJsonObject object = QJsonDocument::fromJson(line).object(); !object.isEmpty())
                    lines.append(object);
            }
        }
        return lines;
    }
    /// Of one kind: `prompt`, `paste`, `dialog`.
    [[nodiscard]] QStringList seen(const QString& kind) const
    {
        QStringList values;
        for (const QJsonObject& line : seen()) {
            if (line.contains(kind))
                values.append(line.value(kind).toString());
        }
        return values;
    }
    [[nodiscard]] bool isReady() const { return !seen().isEmpty(); }
    /// As its hook would report it.
    [[nodiscard]] TerminalPlace place() const
    {
        const QJsonObject first = seen().value(0);
        TerminalPlace place{.pid = first.value(QStringLiteral("pid")).toInteger()};
        place.startTime = QString::fromLatin1(processInfo(place.pid).startTime);
        const QJsonObject environment = first.value(QStringLiteral("environment")).toObject();
        for (auto it = environment.begin(); it != environment.end(); ++it)
            place.variables.insert(it.key(), it.value().toString());
        return place;
    }
    [[nodiscard]] bool openDialog() const
    {
        QFile file{output() + QStringLiteral(".dialog")};
        return file.open(QIODevice::WriteOnly);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace tocsin::test
