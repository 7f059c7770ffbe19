// SPDX-License-Identifier: MIT
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <functional>
#include <memory>
#include <optional>

class QSslConfiguration;
class QTcpSocket;

namespace tocsin::test {

/// One request as it came in. Header names are in lower case.
struct HttpRequest
{
    QByteArray method{};
    QString path{};
    QHash<QByteArray, QByteArray> headers{};
    QByteArray body{};

    [[nodiscard]] QJsonObject json() const;
    [[nodiscard]] QString bearer() const;
};

struct HttpAnswer
{
    int status{200};
    QByteArray body{"{}"};
    QList<QByteArray> headers{}; ///< whole lines, without the line end
    bool isSilent{false};        ///< no answer ever
    bool isCutShort{false};      ///< promises more than it sends, then closes
    [[nodiscard]] static HttpAnswer json(const QJsonObject& body, int status = 200);
    [[nodiscard]] static HttpAnswer error(int status, const QString& code, const QJsonObject& details = {});
};

/// A web server on loopback that answers what the test tells it to: `answer`, if set, decides; else what
/// queue() put in line for the path; else a 404. It says that it is a Tocsin server, unless `health` is empty
/// or something is in line. Keeps every request.
class HttpScript final : public QObject
{
    Q_OBJECT
public:
    explicit HttpScript(QObject* parent = nullptr);
    /// An https server, on `localhost`.
    explicit HttpScript(const QSslConfiguration& tls, QObject* parent = nullptr);

    [[nodiscard]] QUrl url() const;
    void queue(const QString& path, const HttpAnswer& reply) { m_queued[path].append(reply); }
    /// What has come in for paths that end in `ending`.
    [[nodiscard]] QList<HttpRequest> requests(const QString& ending = {}) const;

    std::function<HttpAnswer(const HttpRequest&)> answer{};
    std::optional<HttpAnswer> health; ///< what it answers to /health; nothing: as to any other path

Q_SIGNALS:
    void requested(const QString& path);

private:
    void listen();
    void onConnection();
    void onData(QTcpSocket& socket, QByteArray& data);
    [[nodiscard]] HttpAnswer answerFor(const HttpRequest& request);

    std::unique_ptr<QTcpServer> m_server;
    QString m_origin;
    QList<HttpRequest> m_requests;
    QHash<QString, QList<HttpAnswer>> m_queued;
};

} // namespace tocsin::test
