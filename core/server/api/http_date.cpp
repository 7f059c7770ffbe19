// SPDX-License-Identifier: MIT
#include "core/server/api/http_date.h"

namespace tocsin {

using namespace Qt::StringLiterals;

QDateTime parseHttpDate(const QByteArray& header)
{
    // The form of RFC 2822 except for the name of the zone, which Qt does not know.
    QString date = QString::fromLatin1(header.trimmed());
    return QDateTime::fromString(date.replace("GMT"_L1, "+0000"_L1), Qt::RFC2822Date).toUTC();
}

} // namespace tocsin
