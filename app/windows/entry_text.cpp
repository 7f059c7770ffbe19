// SPDX-License-Identifier: MIT
#include "app/windows/entry_text.h"

#include "core/base/text.h"

#include <QRegularExpression>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype FewestDigits = 8;
constexpr qsizetype MostDigits = 15;

bool separates(QChar c)
{
    // Other_Format: numbers copied from an address book contain invisible direction marks.
    const QChar::Category category = c.category();
    return c.isSpace() || category == QChar::Punctuation_Dash || category == QChar::Other_Format ||
           u"().-/"_s.contains(c);
}

QString withPlainDigits(const QString& text)
{
    QString plain = text;
    for (QChar& c : plain) {
        if (c.isDigit())
            c = QChar{u'0' + c.digitValue()};
        else if (c == u'\uff0b') // the full-width plus of East Asian keyboards
            c = u'+';
    }
    return plain;
}

bool isPlainDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

} // namespace

QString normalizedPhone(const QString& typed)
{
    QString number = withPlainDigits(typed);
    // "+49 (0) 170 …": the zero is dialled only inside the country.
    static const QRegularExpression trunkZero{u"\\(\\s*0\\s*\\)"_s};
    if (const QString start = number.trimmed(); start.startsWith(u'+') || start.startsWith("00"_L1))
        number.remove(trunkZero);
    number.removeIf(separates);
    if (number.startsWith("00"_L1))
        number.replace(0, 2, u'+');
    return number;
}

PhoneFault phoneFault(const QString& typed)
{
    const QString number = normalizedPhone(typed);
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
