// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"

#include <QByteArray>
#include <QJsonObject>

#include <cstdint>
#include <optional>

namespace tocsin {

// The frame of the local protocol (docs/protocol.md): magic `TCSN`, version, big-endian length, UTF-8 JSON.

inline constexpr int FrameHeaderSize = 9;
inline constexpr quint8 FrameVersion = 1;
inline constexpr quint32 MaxFramePayload = 1024 * 1024;

enum class FrameError : uint8_t { BadMagic, BadVersion, TooLarge, NotJson };

/// The frame for `object`, or TooLarge.
[[nodiscard]] Expected<QByteArray, FrameError> encodeFrame(const QJsonObject& object);

/// The frame around `json`, which must be one JSON object already, or TooLarge.
[[nodiscard]] Expected<QByteArray, FrameError> encodeFrame(const QByteArray& json);

/// Takes bytes as they arrive and gives back one object when its frame is whole. Errors show as early as the
/// bytes allow, so a peer that talks nonsense is not waited for.
class FrameReader final
{
public:
    /// nullopt: more bytes are needed. What follows the frame is kept for the next call, whose bytes may be
    /// none.
    [[nodiscard]] Expected<std::optional<QJsonObject>, FrameError> feed(const QByteArray& bytes);

private:
    QByteArray m_buffer;
};

} // namespace tocsin
