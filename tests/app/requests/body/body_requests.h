// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/body/make_request_body.h"
#include "core/claude/hooks/question_form.h"

#include <QJsonDocument>
#include <QMap>

namespace tocsin::test {

using namespace Qt::StringLiterals;

inline WaitingRequest requestOf(const QString& tool, const QJsonObject& input)
{
    HookEvent event{.transcriptPath = u"/home/dev/.claude/projects/-home-dev-demo/8386df4a.jsonl"_s,
                    .cwd = u"/home/dev/demo"_s,
                    .details = hook::PermissionRequest{.call = {.tool = tool, .input = input}}};
    return waitingRequestOf(event, "document");
}

inline WaitingRequest requestOf(const QString& tool, const QByteArray& json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        qFatal("no object: %s", json.constData());
    return requestOf(tool, document.object());
}

/// Files that a test makes and changes.
class FakeFiles final
{
public:
    QMap<QString, QByteArray> files{};
    QMap<QString, QString> links{};

    [[nodiscard]] BodySources sources()
    {
        return {.readFile = [this](const QString& path) { return bytes(links.value(path, path)); },
                .readFileEnd = [this](const QString& path, qint64 size) -> FileBytes {
                    const FileBytes all = bytes(path);
                    return all ? FileBytes{all->right(size)} : all;
                },
                .resolve = [this](const QString& path) { return links.value(path, path); }};
    }

private:
    [[nodiscard]] FileBytes bytes(const QString& path) const
    {
        const auto found = files.constFind(path);
        if (found == files.constEnd())
            return Unexpected{FileFault::Missing};
        return *found;
    }
};

} // namespace tocsin::test
