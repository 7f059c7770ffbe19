// SPDX-License-Identifier: MIT
#include "core/settings/server_address.h"

#include "core/base/loopback.h"

#include <QCoreApplication>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ServerAddress)
};
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
    const QUrl url = parsedServerAddress(text);
    const QString scheme = url.scheme();
    if (!url.isValid() || (scheme != "https"_L1 && scheme != "http"_L1))
        return Words::tr("The server address must start with https://, for example https://sms.example.org.");
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
