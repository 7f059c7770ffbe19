// SPDX-License-Identifier: MIT
// What a server may answer: the first byte chooses the call, the second the status, the rest is the body.
#include "core/server/api/api_client.h"

#include <QCoreApplication>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

constexpr std::array Statuses{200, 201, 204, 301, 400, 401, 403, 404, 409, 413, 422, 429, 500, 503, 0, 999};

class Answer final : public QNetworkReply
{
public:
    Answer(const QNetworkRequest& request, int status, QByteArray body, QObject* parent)
        : QNetworkReply{parent}
        , m_body{std::move(body)}
    {
        setRequest(request);
        setUrl(request.url());
        setAttribute(QNetworkRequest::HttpStatusCodeAttribute, status);
        setRawHeader("Retry-After", m_body.left(12));
        setRawHeader("Location", m_body.left(40));
        if (status >= 400)
            setError(QNetworkReply::UnknownContentError, u"refused"_s);
        QIODevice::open(QIODevice::ReadOnly);
        setFinished(true);
        QMetaObject::invokeMethod(
            this,
            [this] {
                Q_EMIT readyRead();
                Q_EMIT finished();
            },
            Qt::QueuedConnection);
    }
    void abort() override {}
    [[nodiscard]] qint64 bytesAvailable() const override
    {
        return m_body.size() - m_at + QNetworkReply::bytesAvailable();
    }

protected:
    qint64 readData(char* to, qint64 most) override
    {
        const qint64 size = std::min<qint64>(most, m_body.size() - m_at);
        std::copy_n(m_body.constData() + m_at, size, to);
        m_at += size;
        return size;
    }

private:
    QByteArray m_body;
    qint64 m_at{0};
};

class Network final : public QNetworkAccessManager
{
public:
    int status{200};
    QByteArray body{};

protected:
    QNetworkReply* createRequest(Operation, const QNetworkRequest& request, QIODevice*) override
    {
        return new Answer{request, status, body, this};
    }
};

/// Fails the run unless a call ends in exactly one answer.
class Calls final
{
public:
    explicit Calls(ApiClient& api)
        : m_api{api}
    {}

    void run(int which)
    {
        const Secret token{u"t"_s};
        const QUuid key = QUuid::fromString(u"00000000-0000-4000-8000-000000000001"_s);
        m_answers = 0;
        const auto done = [this](const auto& answer) {
            ++m_answers;
            if (!answer && answer.error().message.size() > 100'000)
                std::abort();
        };
        QObject context;
        switch (which % 9) {
        case 0:
            m_api.login(u"+14155550123"_s, u"state"_s, &context, done);
            break;
        case 1:
            m_api.exchange(token, token, u"f"_s, &context, done);
            break;
        case 2:
            m_api.refresh(token, &context, done);
            break;
        case 3:
            m_api.logout(token, &context, done);
            break;
        case 4:
            m_api.startSession(token, {}, key, &context, done);
            break;
        case 5:
            m_api.sendEvent(token, u"m"_s, {}, key, &context, done);
            break;
        case 6:
            m_api.heartbeat(token, u"m"_s, {}, &context, done);
            break;
        case 7:
            m_api.withdrawEvent(token, u"m"_s, key, &context, done);
            break;
        default:
            m_api.stopSession(token, u"m"_s, {}, key, &context, done);
            break;
        }
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        if (m_answers != 1)
            std::abort();
    }

private:
    ApiClient& m_api;
    int m_answers{0};
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static int argc = 0;
    static const QCoreApplication application{argc, nullptr};
    static Network network;
    static ApiClient api{network, QUrl{u"http://localhost:1"_s}};
    if (size < 2)
        return 0;
    network.status = Statuses.at(data[1] % Statuses.size());
    network.body = QByteArray{reinterpret_cast<const char*>(data + 2), static_cast<qsizetype>(size - 2)};
    Calls{api}.run(data[0]);
    return 0;
}
