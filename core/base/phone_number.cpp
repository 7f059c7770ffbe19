// SPDX-License-Identifier: MIT
#include "core/base/phone_number.h"

#include <QRegularExpression>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

bool separates(QChar c)
{
    // Other_Format: numbers copied from an address book contain invisible direction marks.
    const QChar::Category category = c.category();
    return c.isSpace() || category == QChar::Punctuation_Dash || category == QChar::Other_Format ||
           u"().-/"_s.contains(c);
}

} // namespace

QString normalizedNumber(const QString& typed)
{
    QString number = typed.trimmed();
    for (QChar& c : number) {
        if (c.isDigit())
            c = QChar{u'0' + c.digitValue()};
        else if (c == u'\uff0b') // the full-width plus of East Asian keyboards
            c = u'+';
    }
    number.removeIf([](QChar c) { return c.category() == QChar::Other_Format; });
    // "+49 (0) 170 …": the zero is dialled only inside the country.
    static const QRegularExpression trunkZero{u"\\(\\s*0\\s*\\)"_s};
    if (number.startsWith(u'+') || number.startsWith("00"_L1))
        number.remove(trunkZero);
    number.removeIf(separates);
    if (number.startsWith("00"_L1))
        number.replace(0, 2, u'+');
    return number;
}

} // namespace tocsin
