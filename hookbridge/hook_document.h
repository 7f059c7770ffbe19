// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"

#include <QByteArray>
#include <QJsonObject>

#include <cstdint>

namespace tocsin {

/// A hook event as it is passed on.
struct HookDocument
{
    QByteArray json;
    QJsonObject object; ///< the same, parsed
};

enum class DocumentError : uint8_t { Malformed, TooLarge };

/// Makes what JsonTruncator took ready for a frame: bytes that are no UTF-8 become U+FFFD, and a document
/// above `maxSize` bytes loses more of its strings and then its largest members, but never the short ones
/// that say what happened.
[[nodiscard]] Expected<HookDocument, DocumentError> readHookDocument(const QByteArray& document,
                                                                     qsizetype maxSize);

} // namespace tocsin
