// SPDX-License-Identifier: MIT
#include "core/claude/hooks/tool_input.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace tocsin {

QByteArray digestOf(const QJsonObject& toolInput)
{
    return QCryptographicHash::hash(QJsonDocument{toolInput}.toJson(QJsonDocument::Compact),
                                    QCryptographicHash::Sha1);
}

} // namespace tocsin
