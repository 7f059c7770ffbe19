// SPDX-License-Identifier: MIT
#include "core/settings/server_address.h"

#include "core/base/loopback.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
constexpr int LargestPort{65'535};

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ServerAddress)
};

/// What is wrong with an address that is no URL with a scheme of ours.
QString schemeProblem(const QString& address)
{
    static const QRegularExpression hostFirst{u"^(?<host>\\[[0-9A-Fa-f:.]+\\]|[\\w.-]+)(?::\\d+)?(?:/.*)?$"_s,
                                              QRegularExpression::UseUnicodePropertiesOption};
    const QString host = hostFirst.match(address).captured(u"host"_s);
    if (host.isEmpty())
        return Words::tr("The server address must start with https://, for example https://sms.example.org.");
    const bool isHere = isLoopbackHost(QString{host}.remove(u'[').remove(u']'));
    return Words::tr("Enter the whole address: %1").arg((isHere ? "http://"_L1 : "https://"_L1) + address);
}

/// True if `address` has a port, and no port can have this number.
bool hasNoSuchPort(const QString& address)
{
    static const QRegularExpression withPort{
        u"^https?://(?:\\[[^\\]]*\\]|[^/:?#@]*):(?<port>\\d+)(?:[/?#]|$)"_s,
        QRegularExpression::CaseInsensitiveOption};
    const QRegularExpressionMatch found = withPort.match(address);
    bool isNumber = false;
    const int port = found.captured(u"port"_s).toInt(&isNumber);
    return found.hasMatch() && (!isNumber || port < 1 || port > LargestPort);
}
} // namespace

QUrl parsedServerAddress(const QString& text)
{
    QUrl url{text.trimmed(), QUrl::StrictMode};
    QString path = url.path();
    while (path.endsWith(u'/')) // paths are appended to it
        path.chop(1);
    url.setPath(path);
    if ((url.scheme() == "https"_L1 && url.port() == 443) || (url.scheme() == "http"_L1 && url.port() == 80))
        url.setPort(-1);
    return url;
}

QString serverAddressProblem(const QString& text)
{
    if (text.trimmed().isEmpty())
        return Words::tr("Enter the address of your server, for example https://sms.example.org.");
    if (hasNoSuchPort(text.trimmed()))
        return Words::tr("A port is a number from 1 to %1.").arg(LargestPort);
    const QUrl url = parsedServerAddress(text);
    const QString scheme = url.scheme();
    if (scheme != "https"_L1 && scheme != "http"_L1)
        return schemeProblem(text.trimmed());
    // Setting the path has made `url` valid again.
    if (!QUrl{text.trimmed(), QUrl::StrictMode}.isValid())
        return Words::tr("This is not a web address. Enter one such as https://sms.example.org.");
    if (url.host().isEmpty())
        return Words::tr("Enter a host name after %1://.").arg(scheme);
    if (!url.userInfo().isEmpty())
        return Words::tr("Remove the user name and password. You log in with your phone number.");
    if (url.hasQuery() || url.hasFragment())
        return Words::tr("Remove everything from the ? or # onward.");
    if (scheme == "http"_L1 && !isLoopbackHost(url.host()))
        return Words::tr("Use https:// here. http:// is only safe for a server on this computer.");
    return {};
}

} // namespace tocsin
