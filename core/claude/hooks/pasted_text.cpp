// SPDX-License-Identifier: MIT
#include "core/claude/hooks/pasted_text.h"

#include <QRegularExpression>

namespace tocsin {

using namespace Qt::StringLiterals;

QString withoutPasteMarks(const QString& prompt)
{
    static const QRegularExpression Mark{u"\\n*</?pasted_content id=\"[0-9a-zA-Z]{1,32}\">\\n?"_s};
    if (!prompt.contains("<pasted_content "_L1))
        return prompt;
    return QString{prompt}.replace(Mark, u"\n"_s).trimmed();
}

} // namespace tocsin
