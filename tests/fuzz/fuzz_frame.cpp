// SPDX-License-Identifier: MIT
// Bytes as a peer of the local socket may send them, in pieces of any size.
#include "core/ipc/frame.h"

#include <QJsonDocument>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace tocsin;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    if (size == 0)
        return 0;
    const qsizetype piece = data[0] == 0 ? 4096 : data[0];
    const QByteArray bytes{reinterpret_cast<const char*>(data + 1), static_cast<qsizetype>(size - 1)};
    FrameReader inPieces;
    for (qsizetype at = 0; at < bytes.size(); at += piece) {
        const auto object = inPieces.feed(bytes.mid(at, piece));
        if (!object)
            break;
        if (object.value()) {
            const auto again = encodeFrame(*object.value());
            FrameReader reader;
            if (!again)
                std::abort();
            const auto same = reader.feed(*again);
            if (!same || !same.value())
                std::abort();
            break;
        }
    }
    // A frame around anything can be read, or is refused as no JSON.
    const auto frame = encodeFrame(bytes);
    FrameReader whole;
    if (frame) {
        const auto object = whole.feed(*frame);
        if (object ? !object.value().has_value() : object.error() != FrameError::NotJson)
            std::abort();
    }
    return 0;
}
