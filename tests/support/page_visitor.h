// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QString>
#include <QUrl>

class QNetworkReply;

namespace tocsin::test {

struct Page
{
    QUrl url{};
    int status{0}; ///< 0: nobody answers
    QUrl location{};
    QByteArray body{};
};

/// The least of a browser: cookies, forms; redirects are left to the test.
class PageVisitor final
{
public:
    PageVisitor();

    [[nodiscard]] Page get(const QUrl& url);
    /// Sends the form of the login page with `phone` in its field.
    [[nodiscard]] Page submit(const Page& form, const QString& phone);

private:
    [[nodiscard]] static Page await(QNetworkReply* reply);

    QNetworkAccessManager m_network;
};

} // namespace tocsin::test
