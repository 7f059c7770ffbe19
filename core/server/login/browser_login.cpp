// SPDX-License-Identifier: MIT
#include "core/server/login/browser_login.h"

#include "core/logging/categories.h"

#include <QUuid>

namespace tocsin {

using namespace Qt::StringLiterals;

QUrl browserLoginUrl(const QUrl& server, const QUrl& callback, const QString& state)
{
    const auto encoded = [](const QString& text) {
        return QString::fromLatin1(QUrl::toPercentEncoding(text));
    };
    QUrl page = server.adjusted(QUrl::StripTrailingSlash);
    page.setPath(page.path(QUrl::FullyEncoded) + u"/login"_s, QUrl::StrictMode);
    page.setQuery(u"src=claude&callback_uri=%1&state=%2"_s.arg(encoded(callback.toString()), encoded(state)),
                  QUrl::StrictMode);
    return page;
}

BrowserLogin::BrowserLogin(QObject* parent)
    : QObject{parent}
{
    m_patience.setSingleShot(true);
    connect(&m_listener, &CallbackListener::answered, this, [this](const BrowserAnswer& answer) {
        m_patience.stop();
        Q_EMIT answered(answer);
    });
    connect(&m_patience, &QTimer::timeout, this, [this] {
        end();
        Q_EMIT unanswered();
    });
}

void BrowserLogin::setBrowser(OpenUrl open, std::chrono::milliseconds patience)
{
    m_open = std::move(open);
    m_patience.setInterval(patience);
}

bool BrowserLogin::begin(const QUrl& server)
{
    // From the system's generator, as every QUuid.
    const QString state = QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (!m_listener.listen(state)) {
        qCWarning(logAuth) << "no port on 127.0.0.1 for the browser's answer";
        end();
        return false;
    }
    m_page = browserLoginUrl(server, m_listener.url(), state);
    m_patience.start();
    if (openAgain())
        return true;
    end();
    return false;
}

bool BrowserLogin::openAgain()
{
    return m_open && m_listener.isListening() && m_open(m_page);
}

void BrowserLogin::end()
{
    m_patience.stop();
    m_listener.close();
    m_page.clear();
}

} // namespace tocsin
