// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <cstdint>

namespace tocsin {

/// The most of one string in a hook's document that is handed on, in bytes.
inline constexpr qsizetype MaxString = 4096;
/// The most of a document that is read, and the most that is kept of it.
inline constexpr qsizetype MaxDocument = 64 * 1024 * 1024;
inline constexpr qsizetype MaxKept = 16 * 1024 * 1024;

/// Takes one JSON object from a stream, in pieces of any size: finds its end, so that the stream need not be
/// closed, and cuts long strings as they pass, so that a large file in a permission request takes no memory.
/// Skips a byte order mark. Knows brackets and strings only; a parser has to check that what it took is JSON.
class JsonTruncator final
{
public:
    enum class State : uint8_t { Reading, Complete, NotAnObject, TooLarge };

    explicit JsonTruncator(qsizetype maxString = MaxString);

    State feed(QByteArrayView bytes);

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] qsizetype bytesRead() const { return m_bytesRead; }
    /// True before the document's first byte.
    [[nodiscard]] bool isEmpty() const { return !m_started; }
    /// The document, its long strings cut.
    [[nodiscard]] const QByteArray& document() const { return m_document; }

private:
    [[nodiscard]] bool isInString(char c);
    [[nodiscard]] bool passStructure(char c);

    QByteArray m_document;
    qsizetype m_maxString;
    qsizetype m_bytesRead{0};
    qsizetype m_stringBytes{0};
    qsizetype m_markBytes{0}; ///< of the byte order mark
    int m_depth{0};
    int m_hexDigitsLeft{0}; ///< of a \u escape
    State m_state{State::Reading};
    bool m_started{false};
    bool m_inString{false};
    bool m_escaped{false};
    bool m_cutting{false};
};

/// `document` with ever shorter strings until it is at most `maxSize` bytes; empty if that cannot be.
[[nodiscard]] QByteArray shrinkToFit(const QByteArray& document, qsizetype maxSize);

} // namespace tocsin
