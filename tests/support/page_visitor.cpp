// SPDX-License-Identifier: MIT
#include "tests/support/page_visitor.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QRegularExpression>
#include <QTest>

#include <memory>

namespace tocsin::test {

using namespace Qt::StringLiterals;

namespace {

constexpr int Patience{20'000};

QString withoutEntities(QString text)
{
    return text.replace(u"&quot;"_s, u"\""_s).replace(u"&#39;"_s, u"'"_s).replace(u"&amp;"_s, u"&"_s);
}

} // namespace

PageVisitor::PageVisitor()
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

Page PageVisitor::get(const QUrl& url)
{
    return await(m_network.get(QNetworkRequest{url}));
}

Page PageVisitor::submit(const Page& form, const QString& phone)
{
    static const QRegularExpression action{u"<form method=\"post\" action=\"([^\"]*)\""_s};
    static const QRegularExpression hidden{u"<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\""_s};
    const QString html = QString::fromUtf8(form.body);
    QByteArray fields = "phone=" + QUrl::toPercentEncoding(phone);
    for (auto all = hidden.globalMatch(html); all.hasNext();) {
        const QRegularExpressionMatch one = all.next();
        fields += '&' + one.captured(1).toLatin1() + '=' +
                  QUrl::toPercentEncoding(withoutEntities(one.captured(2)));
    }
    QNetworkRequest request{form.url.resolved(QUrl{withoutEntities(action.match(html).captured(1))})};
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
    return await(m_network.post(request, fields));
}

Page PageVisitor::await(QNetworkReply* reply)
{
    const std::unique_ptr<QNetworkReply> owned{reply};
    if (!QTest::qWaitFor([&] { return owned->isFinished(); }, Patience))
        return {};
    return {.url = owned->url(),
            .status = owned->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(),
            .location =
                owned->url().resolved(owned->attribute(QNetworkRequest::RedirectionTargetAttribute).toUrl()),
            .body = owned->readAll()};
}

} // namespace tocsin::test
