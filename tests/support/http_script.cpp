// SPDX-License-Identifier: MIT
#include "tests/support/http_script.h"

#include <QJsonDocument>
#include <QSslConfiguration>
#include <QSslServer>
#include <QTcpSocket>

#include <algorithm>
#include <iterator>
#include <memory>

namespace tocsin::test {

using namespace Qt::StringLiterals;

QJsonObject HttpRequest::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QString HttpRequest::bearer() const
{
    const QByteArray value = headers.value("authorization");
    return value.startsWith("Bearer ") ? QString::fromUtf8(value.mid(7)) : QString{};
}

HttpAnswer HttpAnswer::json(const QJsonObject& body, int status)
{
    return {.status = status, .body = QJsonDocument{body}.toJson(QJsonDocument::Compact)};
}

HttpAnswer HttpAnswer::error(int status, const QString& code, const QJsonObject& details)
{
    return json({{u"error"_s, code},
                 {u"message"_s, u"scripted"_s},
                 {u"details"_s, details},
                 {u"request_id"_s, u"req_test"_s}},
                status);
}

HttpScript::HttpScript(QObject* parent)
    : QObject{parent}
    , m_server{std::make_unique<QTcpServer>()}
    , m_origin{u"http://127.0.0.1:%1"_s}
{
    listen();
}

HttpScript::HttpScript(const QSslConfiguration& tls, QObject* parent)
    : QObject{parent}
    , m_origin{u"https://localhost:%1"_s}
{
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(tls);
    m_server = std::move(server);
    listen();
}

void HttpScript::listen()
{
    health = HttpAnswer::json({{u"status"_s, u"ok"_s}, {u"name"_s, u"Tocsin"_s}, {u"api_version"_s, u"1"_s}});
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &HttpScript::onConnection);
    if (!m_server->listen(QHostAddress::LocalHost))
        qFatal("the scripted web server cannot listen");
}

QUrl HttpScript::url() const
{
    return QUrl{m_origin.arg(m_server->serverPort())};
}

QList<HttpRequest> HttpScript::requests(const QString& ending) const
{
    QList<HttpRequest> matching;
    std::copy_if(m_requests.cbegin(), m_requests.cend(), std::back_inserter(matching),
                 [&ending](const HttpRequest& request) { return request.path.endsWith(ending); });
    return matching;
}

void HttpScript::onConnection()
{
    while (QTcpSocket* socket = m_server->nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this,
                [this, socket, data = std::make_shared<QByteArray>()] { onData(*socket, *data); });
    }
}

void HttpScript::onData(QTcpSocket& socket, QByteArray& data)
{
    data += socket.readAll();
    const qsizetype headEnd = data.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return;
    QList<QByteArray> lines = data.left(headEnd).split('\n');
    const QList<QByteArray> first = lines.takeFirst().trimmed().split(' ');
    HttpRequest request{.method = first.value(0), .path = QString::fromUtf8(first.value(1))};
    for (const QByteArray& line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    const qsizetype length = request.headers.value("content-length").toLongLong();
    if (data.size() < headEnd + 4 + length)
        return;
    request.body = data.mid(headEnd + 4, length);
    data.clear();
    m_requests.append(request);

    const HttpAnswer reply = answerFor(request);
    Q_EMIT requested(request.path);
    if (reply.isSilent)
        return;
    QByteArray out = "HTTP/1.1 " + QByteArray::number(reply.status) + " Scripted\r\nConnection: close\r\n";
    const qsizetype promised = reply.body.size() + (reply.isCutShort ? 100 : 0);
    out += "Content-Type: application/json\r\nContent-Length: " + QByteArray::number(promised) + "\r\n";
    for (const QByteArray& header : reply.headers)
        out += header + "\r\n";
    socket.write(out + "\r\n" + reply.body);
    socket.disconnectFromHost();
}

HttpAnswer HttpScript::answerFor(const HttpRequest& request)
{
    QList<HttpAnswer>& line = m_queued[request.path];
    if (health && line.isEmpty() && request.path.endsWith("/health"_L1))
        return *health;
    if (answer)
        return answer(request);
    return line.isEmpty() ? HttpAnswer::error(404, u"session_not_found"_s) : line.takeFirst();
}

} // namespace tocsin::test
