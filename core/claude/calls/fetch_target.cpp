// SPDX-License-Identifier: MIT
#include "core/claude/calls/fetch_target.h"

#include <QRegularExpression>
#include <QUrl>

namespace tocsin {

using namespace Qt::StringLiterals;

FetchTarget fetchTargetOf(const QString& address)
{
    FetchTarget target;
    const QUrl url{address, QUrl::StrictMode};
    target.host = url.host(QUrl::FullyEncoded).toLower();
    const QString display = QUrl::fromAce(target.host.toLatin1(), QUrl::IgnoreIDNWhitelist);
    if (display != target.host)
        target.displayHost = display;
    // What browsers and this program read alike: a name or address after the scheme, without a user, and
    // without back slashes and white space, which browsers convert or drop.
    static const QRegularExpression plain{
        u"^https?://([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+\\])(:[0-9]+)?([/?#]|$)"_s,
        QRegularExpression::CaseInsensitiveOption};
    static const QRegularExpression odd{u"[\\\\\\s]"_s};
    // Browsers read a name that ends with a number as an address: 0x7f.1 is 127.0.0.1.
    static const QRegularExpression numeric{u"(^|\\.)(0x[0-9a-f]*|[0-9]+)\\.?$"_s};
    static const QRegularExpression dotted{u"^(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}$"_s};
    const QRegularExpressionMatch match = plain.match(address);
    if (url.isValid() && match.hasMatch()) {
        target.hostBegin = match.capturedStart(1);
        target.hostLength = match.capturedLength(1);
        const QString written = match.captured(1).toLower();
        target.isPlain = !address.contains(odd) &&
                         (!numeric.match(written).hasMatch() || dotted.match(written).hasMatch());
    }
    return target;
}

} // namespace tocsin
