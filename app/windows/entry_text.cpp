// SPDX-License-Identifier: MIT
#include "app/windows/entry_text.h"

#include "core/base/phone_number.h"
#include "core/base/text.h"

#include <QRegularExpression>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype FewestDigits = 8;
constexpr qsizetype MostDigits = 15;

QString withPlainDigits(const QString& text)
{
    QString plain = text;
    for (QChar& c : plain) {
        if (c.isDigit())
            c = QChar{u'0' + c.digitValue()};
    }
    return plain;
}

bool isPlainDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

} // namespace

PhoneFault phoneFault(const QString& typed)
{
    const QString number = normalizedNumber(typed);
    if (number.isEmpty())
        return PhoneFault::Empty;
    const QString digits = number.startsWith(u'+') ? number.sliced(1) : number;
    if (!std::all_of(digits.cbegin(), digits.cend(), isPlainDigit))
        return PhoneFault::NotADigit;
    // A single 0 may become 00.
    if (number == "0"_L1)
        return PhoneFault::TooShort;
    if (!number.startsWith(u'+') || digits.startsWith(u'0'))
        return PhoneFault::NoCountryCode;
    if (digits.size() < FewestDigits)
        return PhoneFault::TooShort;
    if (digits.size() > MostDigits)
        return PhoneFault::TooLong;
    return isE164(number) ? PhoneFault::None : PhoneFault::NotADigit;
}

QString codeDigits(const QString& typed)
{
    const QString text = withPlainDigits(typed);
    static const QRegularExpression wholeCode{u"(?<!\\d)(\\d{3})[\\s-]?(\\d{3})(?!\\d)"_s};
    if (const auto match = wholeCode.match(text); match.hasMatch())
        return match.captured(1) + match.captured(2);
    QString digits = text;
    digits.removeIf([](QChar c) { return !isPlainDigit(c); });
    return digits.left(CodeLength);
}

} // namespace tocsin
