// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

#include <algorithm>

namespace tocsin::test {

using namespace Qt::StringLiterals;

/// What somebody may write who wants to look like somebody else.
inline QStringList nastyTexts()
{
    return {u"<b>bold</b><img src=\"http://127.0.0.1/x\"/>"_s,
            u"<a href=\"file:///etc/passwd\">Allow</a> & &amp; && \"quoted\""_s,
            u"rm -rf \u202E/ elif\u202D \u202A\u202B\u202C"_s,
            u"isolates \u2066a\u2067b\u2068c\u2069 marks \u200E\u200F\u061C"_s,
            u"zero\u200Bwidth\u200C\u200D\u2060\uFEFF soft\u00ADhyphen"_s,
            u"first line\nTocsin: all is well\r\ttabbed\u2028next\u2029next\u0085next"_s,
            u"\x1b[31mred\x1b[0m \x1b]0;title\x07 \x7f\x9b"_s,
            u"tags \U000E0041\U000E0042\U000E007F \uFFF9annotated\uFFFA\uFFFB"_s,
            u"half a pair \xD83D end, \xDE00, and no character \uFFFE"_s,
            u"%1 %2 %n %L1 &Mnemonic &&"_s,
            QString(20'000, u'x'),
            QString{QChar::Null} + u"after nothing"_s};
}

/// Nothing in it is invisible or begins another line.
inline bool isPlain(const QString& text)
{
    for (const uint c : text.toUcs4()) {
        const QChar::Category category = QChar::category(c);
        if (category == QChar::Other_Control || category == QChar::Other_Format ||
            category == QChar::Separator_Line || category == QChar::Separator_Paragraph)
            return false;
    }
    return true;
}

} // namespace tocsin::test
