// SPDX-License-Identifier: MIT
#include "core/server/api/api_client.h"
#include "core/server/api/http_date.h"

#include <QJsonDocument>
#include <QNetworkReply>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype MaxAnswer{1024 * 1024};
}

ApiCall::ApiCall(QNetworkReply* reply, std::chrono::milliseconds deadline, bool acceptsRateLimited, Done done,
                 QObject* context)
    : QObject{context}
    , m_reply{reply}
    , m_acceptsRateLimited{acceptsRateLimited}
    , m_done{std::move(done)}
{
    m_reply->setReadBufferSize(MaxAnswer);
    connect(m_reply, &QNetworkReply::readyRead, this, &ApiCall::onReadable);
    connect(m_reply, &QNetworkReply::finished, this, &ApiCall::onFinished);
    // Noted, never ignored: the reply fails with them.
    connect(m_reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError>& faults) { m_faults = faults; });
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { giveUp(ApiErrorCode::Timeout, u"no whole answer within the deadline"_s); });
    m_deadline.start(deadline);
    m_sinceSent.start();
}

ApiCall::ApiCall(const ApiError& error, Done done, QObject* context)
    : QObject{context}
    , m_done{std::move(done)}
{
    QMetaObject::invokeMethod(
        this, [this, error] { finish(Unexpected{error}); }, Qt::QueuedConnection);
}

ApiCall::~ApiCall()
{
    dropReply();
}

void ApiCall::cancel()
{
    m_deadline.stop();
    m_done = nullptr;
    dropReply();
    deleteLater();
}

void ApiCall::onReadable()
{
    m_body += m_reply->readAll();
    if (m_body.size() > MaxAnswer)
        giveUp(ApiErrorCode::UnusableAnswer, u"the answer is over 1 MiB"_s);
}

void ApiCall::onFinished()
{
    m_body += m_reply->readAll();
    const QJsonDocument json = QJsonDocument::fromJson(m_body);
    noteDate(json);
    const auto error = translateReply(*m_reply, m_body, m_faults);
    if (error) {
        // A rate-limited event may come as a 429 with the body of the 200.
        if (m_acceptsRateLimited && error->code == ApiErrorCode::RateLimited &&
            json.object().contains("rate_limited"_L1))
            finish(json.object());
        else
            finish(Unexpected{*error});
    } else if (!json.isObject()) {
        giveUp(ApiErrorCode::UnusableAnswer, u"the answer is not a JSON object"_s);
    } else {
        finish(json.object());
    }
}

/// A captive portal's page has a date too.
void ApiCall::noteDate(const QJsonDocument& json)
{
    const QDateTime date = parseHttpDate(m_reply->rawHeader("Date"));
    if (json.isObject() && date.isValid())
        Q_EMIT dated(date, std::chrono::milliseconds{m_sinceSent.elapsed()});
}

void ApiCall::giveUp(ApiErrorCode code, const QString& message)
{
    const int status = m_reply ? m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() : 0;
    finish(Unexpected{ApiError{.code = code, .httpStatus = status, .message = message}});
}

void ApiCall::finish(const Expected<QJsonObject, ApiError>& outcome)
{
    m_deadline.stop();
    dropReply();
    deleteLater();
    // The callback may cancel this call or delete its context: nothing of ours is touched after it.
    if (const Done done = std::exchange(m_done, nullptr))
        done(outcome);
}

void ApiCall::dropReply()
{
    if (m_reply.isNull()) // the network manager owns it, and may be gone
        return;
    disconnect(m_reply, nullptr, this, nullptr);
    // Its end aborts the transfer. abort() would do so now, and some versions of Qt then printError about an
    // answer that was just coming in. Not at once: a reply must outlive the slots of its own finished().
    m_reply->deleteLater();
    m_reply.clear();
}

} // namespace tocsin
