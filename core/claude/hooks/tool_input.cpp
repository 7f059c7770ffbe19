// SPDX-License-Identifier: MIT
#include "core/claude/hooks/tool_input.h"

#include "core/base/json_truncator.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace tocsin {

QByteArray digestOf(const QJsonObject& toolInput)
{
    JsonTruncator cut;
    cut.feed(QJsonDocument{toolInput}.toJson(QJsonDocument::Compact));
    return QCryptographicHash::hash(cut.document(), QCryptographicHash::Sha1);
}

} // namespace tocsin
