// SPDX-License-Identifier: MIT
#include "core/ipc/relayed_hook.h"

#include <QJsonDocument>
#include <QUuid>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// It becomes part of a file's name.
bool isBootId(const QByteArray& text)
{
    return !text.isEmpty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    });
}

} // namespace

std::optional<SpoolError> spoolRelayedHook(const QString& folder, const QJsonObject& hook)
{
    const QUuid id = QUuid::fromString(hook.value("id"_L1).toString());
    const QByteArray bootId = hook.value("boot_id"_L1).toString().toUtf8();
    bool isNumber = false;
    const quint64 monotonicNs = hook.value("monotonic_ns"_L1).toString().toULongLong(&isNumber);
    if (id.isNull() || !isBootId(bootId) || !isNumber)
        return std::nullopt;
    return writeSpoolFile(folder,
                          {.bootId = bootId,
                           .monotonicNs = monotonicNs,
                           .id = id.toByteArray(QUuid::WithoutBraces) + "-relayed"},
                          QJsonDocument{hook}.toJson(QJsonDocument::Compact));
}

} // namespace tocsin
