// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"
#include "core/server/api/api_error.h"
#include "core/server/api/api_messages.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QObject>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QTimer>
#include <QUrl>
#include <QUuid>

#include <chrono>
#include <functional>

class QJsonDocument;
class QNetworkAccessManager;

namespace tocsin {

/// One running call. It deletes itself when it is over; the death of its context cancels it.
class ApiCall final : public QObject
{
    Q_OBJECT
public:
    /// The raw outcome: a 2xx body, or what went wrong.
    using Done = std::function<void(const Expected<QJsonObject, ApiError>&)>;

    /// `acceptsRateLimited`: a 429 with the body of a rate-limited event is an answer.
    ApiCall(QNetworkReply* reply, std::chrono::milliseconds deadline, bool acceptsRateLimited, Done done,
            QObject* context);
    ApiCall(const ApiError& error, Done done, QObject* context); ///< fails from the event loop
    ~ApiCall() override;

    /// The callback is not called. Safe at any time, also in the callback.
    void cancel();

Q_SIGNALS:
    /// Before the outcome.
    void dated(const QDateTime& date, std::chrono::milliseconds roundTrip);

private:
    void onReadable();
    void onFinished();
    void noteDate(const QJsonDocument& json);
    void giveUp(ApiErrorCode code, const QString& message);
    void finish(const Expected<QJsonObject, ApiError>& outcome);
    void dropReply();

    QPointer<QNetworkReply> m_reply;
    bool m_acceptsRateLimited{false};
    QTimer m_deadline;
    QElapsedTimer m_sinceSent;
    QByteArray m_body;
    QList<QSslError> m_faults; ///< errors of the certificate
    Done m_done;
};

/// The calls of server/api/openapi.yaml. Each returns at once; `done` runs later, from the event loop,
/// exactly once, unless the call or `context` (its owner, never null) is deleted before. Redirects are not
/// followed, certificate errors are errors, plain http goes to loopback addresses alone.
class ApiClient final : public QObject
{
    Q_OBJECT
public:
    template<typename Answer> using Done = std::function<void(const Expected<Answer, ApiError>&)>;

    /// `network` outlives this object; makeNetworkAccessManager() gives one that fits.
    ApiClient(QNetworkAccessManager& network, const QUrl& server, QObject* parent = nullptr);

    [[nodiscard]] QUrl serverUrl() const { return m_server; }
    void setServerUrl(const QUrl& server);
    /// Trusts these in addition to the system's, from the next connection on; earlier ones are closed.
    void setAuthorities(const QList<QSslCertificate>& extra);
    /// From the request to the end of the answer; default 15 s.
    void setDeadline(std::chrono::milliseconds deadline) { m_deadline = deadline; }

    ApiCall* login(const QString& phone, const QString& state, QObject* context, Done<LoginAnswer> done);
    /// For the person who waits for the code; only with a server that has `code_status`.
    ApiCall* codeStatus(const Secret& tempToken, QObject* context, Done<CodeStatusAnswer> done);
    ApiCall* exchange(const Secret& tempToken, const Secret& pairingCode, const QString& fingerprint,
                      QObject* context, Done<TokenAnswer> done);
    ApiCall* refresh(const Secret& accessToken, QObject* context, Done<TokenAnswer> done);
    ApiCall* logout(const Secret& accessToken, QObject* context, Done<LogoutAnswer> done);
    /// Those of the same phone.
    ApiCall* logins(const Secret& accessToken, QObject* context, Done<LoginsAnswer> done);
    ApiCall* revokeLogin(const Secret& accessToken, const QString& loginId, QObject* context,
                         Done<LogoutAnswer> done);

    ApiCall* startSession(const Secret& accessToken, const SessionStart& start, const QUuid& key,
                          QObject* context, Done<StartAnswer> done);
    /// A 429 with the body of a rate-limited event is an answer, not an error.
    ApiCall* sendEvent(const Secret& sessionToken, const QString& monitoringId, const ServerEvent& event,
                       const QUuid& key, QObject* context, Done<EventAnswer> done);
    /// Takes back the event that was sent, or would have been, under `key`.
    ApiCall* withdrawEvent(const Secret& sessionToken, const QString& monitoringId, const QUuid& key,
                           QObject* context, Done<WithdrawAnswer> done);
    ApiCall* heartbeat(const Secret& sessionToken, const QString& monitoringId, const SessionBeat& beat,
                       QObject* context, Done<HeartbeatAnswer> done);
    ApiCall* stopSession(const Secret& sessionToken, const QString& monitoringId, const SessionStop& stop,
                         const QUuid& key, QObject* context, Done<StopAnswer> done);
    /// These two send nothing about the person.
    ApiCall* health(QObject* context, Done<HealthAnswer> done);
    ApiCall* ready(QObject* context, Done<TextsKind> done);

Q_SIGNALS:
    /// The server answered, and gave this time (UTC, its own clock). Comes before the call's `done`.
    void dated(const QDateTime& date, std::chrono::milliseconds roundTrip);

private:
    struct Request
    {
        QString path;
        QJsonObject body{};
        Secret bearer{};
        QUuid key{};
        bool isGet{false};
        bool acceptsRateLimited{false};
    };

    ApiCall* send(const Request& request, QObject* context, ApiCall::Done done);

    QNetworkAccessManager& m_network;
    QUrl m_server;
    QSslConfiguration m_tls;
    std::chrono::milliseconds m_deadline{std::chrono::seconds{15}};
};

} // namespace tocsin
