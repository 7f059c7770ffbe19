// SPDX-License-Identifier: MIT
#include "core/ipc/frame.h"

#include <QJsonDocument>
#include <QtEndian>

#include <algorithm>

namespace tocsin {

namespace {
constexpr QByteArrayView Magic{"TCSN"};
}

Expected<QByteArray, FrameError> encodeFrame(const QJsonObject& object)
{
    return encodeFrame(QJsonDocument{object}.toJson(QJsonDocument::Compact));
}

Expected<QByteArray, FrameError> encodeFrame(const QByteArray& json)
{
    if (json.size() > static_cast<qsizetype>(MaxFramePayload))
        return Unexpected{FrameError::TooLarge};
    QByteArray frame{FrameHeaderSize, Qt::Uninitialized};
    std::copy(Magic.begin(), Magic.end(), frame.begin());
    frame[4] = static_cast<char>(FrameVersion);
    qToBigEndian<quint32>(static_cast<quint32>(json.size()), frame.data() + 5);
    return frame + json;
}

Expected<std::optional<QJsonObject>, FrameError> FrameReader::feed(const QByteArray& bytes)
{
    m_buffer += bytes;
    const qsizetype magicSeen = std::min(m_buffer.size(), Magic.size());
    if (!Magic.startsWith(QByteArrayView{m_buffer}.first(magicSeen)))
        return Unexpected{FrameError::BadMagic};
    if (m_buffer.size() > 4 && static_cast<quint8>(m_buffer.at(4)) != FrameVersion)
        return Unexpected{FrameError::BadVersion};
    if (m_buffer.size() < FrameHeaderSize)
        return std::optional<QJsonObject>{};
    const quint32 length = qFromBigEndian<quint32>(m_buffer.constData() + 5);
    if (length > MaxFramePayload)
        return Unexpected{FrameError::TooLarge};
    if (m_buffer.size() - FrameHeaderSize < static_cast<qsizetype>(length))
        return std::optional<QJsonObject>{};
    const QJsonDocument document = QJsonDocument::fromJson(m_buffer.mid(FrameHeaderSize, length));
    m_buffer.remove(0, FrameHeaderSize + static_cast<qsizetype>(length));
    if (!document.isObject())
        return Unexpected{FrameError::NotJson};
    return std::optional{document.object()};
}

} // namespace tocsin
