// SPDX-License-Identifier: MIT
#include "core/server/api/network.h"

#include "core/base/loopback.h"

#include <QNetworkAccessManager>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkProxyFactory>
#include <QUrl>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// A proxy cannot reach this machine's loopback, and must not see what is sent there.
class ProxyBeyondLoopback final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        if (isLoopbackHost(query.peerHostName()))
            return {QNetworkProxy{QNetworkProxy::NoProxy}};
        return systemProxyForQuery(query);
    }
};

class NoCookies final : public QNetworkCookieJar
{
public:
    using QNetworkCookieJar::QNetworkCookieJar;
    [[nodiscard]] QList<QNetworkCookie> cookiesForUrl(const QUrl&) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie>&, const QUrl&) override { return false; }
};

} // namespace

std::unique_ptr<QNetworkAccessManager> makeNetworkAccessManager()
{
    auto network = std::make_unique<QNetworkAccessManager>();
    network->setCookieJar(std::make_unique<NoCookies>().release()); // owned by the manager from here
    network->setProxyFactory(std::make_unique<ProxyBeyondLoopback>().release()); // likewise
    network->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    return network;
}

bool isAllowedServerUrl(const QUrl& url)
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasQuery() ||
        url.hasFragment())
        return false;
    return url.scheme() == "https"_L1 || (url.scheme() == "http"_L1 && isLoopbackHost(url.host()));
}

} // namespace tocsin
