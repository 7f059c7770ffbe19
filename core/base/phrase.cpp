// SPDX-License-Identifier: MIT
#include "core/base/phrase.h"

#include <QCoreApplication>

namespace tocsin {

namespace {

QString filledIn(const QString& words, const QStringList& arguments)
{
    QString result;
    for (qsizetype i = 0; i < words.size(); ++i) {
        // One pass: a %1 inside an argument is not a place for the next one.
        const int number =
            words.at(i) == QLatin1Char('%') && i + 1 < words.size() ? words.at(i + 1).digitValue() : -1;
        if (number < 1 || number > arguments.size()) {
            result += words.at(i);
            continue;
        }
        result += arguments.at(number - 1);
        ++i;
    }
    return result;
}

} // namespace

Phrase Phrase::verbatim(const QString& words)
{
    return {.source = {}, .arguments = {words}};
}

QString Phrase::english() const
{
    return source.isEmpty() ? arguments.join(QLatin1Char(' ')) : filledIn(source, arguments);
}

QString Phrase::translated() const
{
    if (source.isEmpty())
        return arguments.join(QLatin1Char(' '));
    return filledIn(QCoreApplication::translate("tocsin::Subject", source.toUtf8().constData()), arguments);
}

} // namespace tocsin
