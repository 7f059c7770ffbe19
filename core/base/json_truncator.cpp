// SPDX-License-Identifier: MIT
#include "core/base/json_truncator.h"

#include <algorithm>

namespace tocsin {

namespace {

constexpr QByteArrayView ByteOrderMark{"\xEF\xBB\xBF"};
constexpr qsizetype LongestCharacter = 4; // in UTF-8

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool continuesUtf8(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// The first quote or backslash from `at` on.
qsizetype endOfPlainText(QByteArrayView bytes, qsizetype at)
{
    const char* const begin = bytes.data();
    const char* const end = begin + bytes.size();
    return std::find_if(begin + at, end, [](char c) { return c == '"' || c == '\\'; }) - begin;
}

} // namespace

JsonTruncator::JsonTruncator(qsizetype maxString)
    : m_maxString{maxString}
{}

JsonTruncator::State JsonTruncator::feed(QByteArrayView bytes)
{
    const QByteArrayView taken = bytes.first(std::min(bytes.size(), MaxDocument - m_bytesRead));
    qsizetype runStart = 0; // what is kept is copied in runs, not byte by byte
    qsizetype i = 0;
    for (; i < taken.size() && m_state == State::Reading; ++i) {
        if (m_inString && m_cutting && !m_escaped) {
            // Nearly all of a huge document is the rest of a cut string: the time there is goes here.
            i = endOfPlainText(taken, i);
            runStart = i;
            if (i == taken.size())
                break;
        }
        const char c = taken[i];
        if (m_inString) {
            const bool wasCutting = m_cutting;
            m_inString = isInString(c);
            if (m_cutting && !wasCutting) {
                m_document.append(taken.sliced(runStart, i - runStart));
                m_document.append("\xE2\x80\xA6"); // an ellipsis
            }
            if (m_cutting)
                runStart = m_inString ? i + 1 : i;
        } else if (!passStructure(c)) {
            runStart = i + 1;
        }
    }
    if (i > runStart)
        m_document.append(taken.sliced(runStart, i - runStart));
    m_bytesRead += i;
    if ((m_bytesRead >= MaxDocument || m_document.size() > MaxKept) && m_state == State::Reading)
        m_state = State::TooLarge;
    return m_state;
}

/// Takes `c` within a string; false when it ends the string. Starts cutting between two characters only.
bool JsonTruncator::isInString(char c)
{
    if (m_escaped) {
        m_escaped = false;
        m_hexDigitsLeft = c == 'u' ? 4 : 0;
    } else if (m_hexDigitsLeft > 0 && c != '"') {
        --m_hexDigitsLeft;
    } else if (c == '"') {
        return false;
    } else {
        // Bytes that only continue characters are no text; they must not keep the string from being cut.
        const bool betweenCharacters = !continuesUtf8(c) || m_stringBytes >= m_maxString + LongestCharacter;
        m_cutting = m_cutting || (m_stringBytes >= m_maxString && betweenCharacters);
        m_escaped = c == '\\';
    }
    ++m_stringBytes;
    return true;
}

/// Takes `c` outside of strings; false if it is to be left out.
bool JsonTruncator::passStructure(char c)
{
    if (!m_started) {
        if (m_markBytes < ByteOrderMark.size() && c == ByteOrderMark[m_markBytes]) {
            ++m_markBytes;
            return false;
        }
        if (isSpace(c))
            return false;
        m_started = true;
        m_depth = 1;
        if (c != '{')
            m_state = State::NotAnObject;
        return true;
    }
    if (c == '"') {
        m_inString = true;
        m_cutting = false;
        m_hexDigitsLeft = 0;
        m_stringBytes = 0;
    } else if (c == '{' || c == '[') {
        ++m_depth;
    } else if ((c == '}' || c == ']') && --m_depth == 0) {
        m_state = State::Complete;
    }
    return true;
}

QByteArray shrinkToFit(const QByteArray& document, qsizetype maxSize)
{
    QByteArray shorter = document;
    for (qsizetype maxString = MaxString / 8; shorter.size() > maxSize; maxString /= 8) {
        if (maxString < 8)
            return {};
        JsonTruncator intake{maxString};
        if (intake.feed(shorter) != JsonTruncator::State::Complete)
            return {};
        shorter = intake.document();
    }
    return shorter;
}

} // namespace tocsin
