// SPDX-License-Identifier: MIT
#include "core/base/text.h"

#include <algorithm>

namespace tocsin {

namespace {

/// What shows nothing of its own and changes how the rest looks: Other_Format holds the bidirectional marks,
/// overrides and isolates, zero-width joiners, the byte order mark and the tag characters. Halves of
/// surrogate pairs and non-characters are not text at all.
bool isInvisible(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
        return true;
    default:
        return QChar::isNonCharacter(c);
    }
}

} // namespace

QString plainLine(const QString& text)
{
    QString clean;
    clean.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar unit = text.at(i);
        char32_t c = unit.unicode();
        if (unit.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            c = QChar::surrogateToUcs4(unit, text.at(++i));
        if (QChar::isSpace(c))
            clean += QLatin1Char(' ');
        else if (!isInvisible(c))
            clean += QChar::fromUcs4(c);
    }
    return clean.simplified();
}

QString elided(const QString& text, qsizetype length)
{
    if (text.size() <= length)
        return text;
    qsizetype keep = std::max<qsizetype>(length - 1, 0);
    if (keep > 0 && text.at(keep - 1).isHighSurrogate())
        --keep;
    return text.left(keep) + QChar(0x2026);
}

bool isE164(const QString& number)
{
    if (number.size() < 9 || number.size() > 16 || number.at(0) != QLatin1Char('+') ||
        number.at(1) == QLatin1Char('0'))
        return false;
    return std::all_of(number.cbegin() + 1, number.cend(),
                       [](QChar c) { return c >= QLatin1Char('0') && c <= QLatin1Char('9'); });
}

} // namespace tocsin
