// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace tocsin::test {

/// What people type that breaks quoting, one prompt each.
inline QStringList hardPrompts()
{
    using namespace Qt::StringLiterals;
    QStringList all{u"go on"_s,
                    u"\"double\" 'single' `back` quotes"_s,
                    u"ends with a backslash \\"_s,
                    u"\\ \\\\ \\n \\e[31m \\$HOME"_s,
                    u"$HOME $(touch x) ${y} `z` ; & | > < * ? ~"_s,
                    u"first line\nsecond line\n\nfourth line"_s,
                    u"line\r\nline of another system"_s,
                    u"a\ttab"_s,
                    u"Grüße, 日本語, العربية, עברית"_s,
                    u"🚀 👩‍👩‍👧 e\u0301"_s,
                    u"%1 %n %% #{pane_id} #S"_s,
                    u"-t %0 --"_s,
                    u"; kill-server"_s,
                    u"look at @src/main"_s,
                    u"see /etc/hosts"_s,
                    u"{\"json\": [1, \"two\"]}"_s,
                    u"Enter C-c Escape"_s,
                    u"~"_s,
                    u"  spaces around  "_s};
    all += QString{5000, u'x'}.replace(2500, 1, u"\n"_s);
    return all;
}

} // namespace tocsin::test
