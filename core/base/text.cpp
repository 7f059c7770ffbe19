// SPDX-License-Identifier: MIT
#include "core/base/text.h"

#include <algorithm>

namespace tocsin {

namespace {
bool isInvisibleControl(QChar c)
{
    // Other_Format holds the bidirectional overrides and isolates, zero-width joiners and the byte order
    // mark.
    const QChar::Category category = c.category();
    return category == QChar::Other_Control || category == QChar::Other_Format;
}
} // namespace

QString plainLine(const QString& text)
{
    QString clean;
    clean.reserve(text.size());
    for (const QChar c : text) {
        if (c.isSpace())
            clean += QLatin1Char(' ');
        else if (!isInvisibleControl(c))
            clean += c;
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
