// SPDX-License-Identifier: MIT
#include "hookbridge/hook_document.h"

#include "core/base/json_truncator.h"

#include <QJsonDocument>
#include <QString>

#include <algorithm>
#include <utility>
#include <vector>

namespace tocsin {

namespace {

QByteArray toJson(const QJsonObject& object)
{
    return QJsonDocument{object}.toJson(QJsonDocument::Compact);
}

/// Nothing that is an object or an array is needed to know what happened.
QJsonObject withoutLargestMembers(QJsonObject object, qsizetype maxSize)
{
    std::vector<std::pair<qsizetype, QString>> members;
    for (auto it = object.constBegin(); it != object.constEnd(); ++it) {
        if (it.value().isObject() || it.value().isArray())
            members.emplace_back(toJson({{it.key(), it.value()}}).size(), it.key());
    }
    std::sort(members.begin(), members.end(), std::greater<>{});
    for (const auto& [size, name] : members) {
        if (toJson(object).size() <= maxSize)
            break;
        object.remove(name);
    }
    return object;
}

} // namespace

Expected<HookDocument, DocumentError> readHookDocument(const QByteArray& document, qsizetype maxSize)
{
    QByteArray json = shrinkToFit(document, maxSize);
    const bool fits = !json.isEmpty();
    if (!fits)
        json = document;
    QJsonParseError error;
    QJsonDocument parsed = QJsonDocument::fromJson(json, &error);
    if (error.error == QJsonParseError::IllegalUTF8String) {
        json = QString::fromUtf8(json).toUtf8();
        parsed = QJsonDocument::fromJson(json);
    }
    if (!parsed.isObject())
        return Unexpected{DocumentError::Malformed};
    QJsonObject object = parsed.object();
    if (!fits || json.size() > maxSize) {
        object = withoutLargestMembers(object, maxSize);
        json = toJson(object);
    }
    if (json.size() > maxSize)
        return Unexpected{DocumentError::TooLarge};
    return HookDocument{.json = json, .object = object};
}

} // namespace tocsin
