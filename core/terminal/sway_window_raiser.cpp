// SPDX-License-Identifier: MIT
#include "core/terminal/sway_window_raiser.h"

#include "core/terminal/hint_checks.h"
#include "core/terminal/window_choice.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QTimer>

#include <cstring>
#include <memory>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

using Kind = TerminalProblem::Kind;

constexpr QByteArrayView Magic{"i3-ipc"};
constexpr qsizetype HeaderSize{14};
constexpr quint32 RunCommand{0};
constexpr quint32 GetTree{4};
constexpr quint32 MaxPayload{16 * 1024 * 1024};

/// The windows under a node, and their ids, in the same order.
struct SwayWindows
{
    QList<DesktopWindow> windows{};
    QList<qint64> ids{};
};

void collect(const QJsonObject& node, SwayWindows& all)
{
    if (node.contains("pid"_L1)) {
        all.windows.append(
            {.pid = node.value("pid"_L1).toInteger(), .title = node.value("name"_L1).toString()});
        all.ids.append(node.value("id"_L1).toInteger());
    }
    for (const QString& children : {u"nodes"_s, u"floating_nodes"_s}) {
        for (const QJsonValue child : node.value(children).toArray())
            collect(child.toObject(), all);
    }
}

/// One conversation: the tree, then the command.
struct Conversation
{
    WindowHint window{};
    WindowRaiser::Done onDone{};
    QByteArray received{};

    void finish(QLocalSocket* socket, const std::optional<TerminalProblem>& problem)
    {
        const WindowRaiser::Done call = std::exchange(onDone, {});
        if (!call)
            return;
        socket->deleteLater();
        call(problem);
    }
};

void take(const SwayMessage& message, QLocalSocket* socket, Conversation& talk)
{
    if (message.type == GetTree) {
        const Expected<qint64, TerminalProblem> id = swayWindow(message.payload, talk.window);
        if (!id)
            return talk.finish(socket, id.error());
        socket->write(SwayMessage{RunCommand, "[con_id=" + QByteArray::number(*id) + "] focus"}.toBytes());
        return;
    }
    const QJsonValue result = QJsonDocument::fromJson(message.payload).array().first();
    talk.finish(socket, result[u"success"_s].toBool() ? std::nullopt
                                                      : std::optional{TerminalProblem{Kind::NotRaised}});
}

} // namespace

QByteArray SwayMessage::toBytes() const
{
    const auto length = static_cast<quint32>(payload.size());
    QByteArray bytes = Magic.toByteArray();
    bytes.append(reinterpret_cast<const char*>(&length),
                 sizeof length);                                     // NOLINT: in the machine's byte order
    bytes.append(reinterpret_cast<const char*>(&type), sizeof type); // NOLINT
    return bytes + payload;
}

std::optional<SwayMessage> SwayMessage::takeFrom(QByteArray& bytes)
{
    if (bytes.size() < HeaderSize)
        return {};
    quint32 length{0};
    SwayMessage message;
    std::memcpy(&length, bytes.constData() + Magic.size(), sizeof length);
    std::memcpy(&message.type, bytes.constData() + Magic.size() + sizeof length, sizeof message.type);
    if (length > MaxPayload || bytes.size() < HeaderSize + qsizetype{length})
        return {};
    message.payload = bytes.mid(HeaderSize, length);
    bytes.remove(0, HeaderSize + qsizetype{length});
    return message;
}

Expected<qint64, TerminalProblem> swayWindow(const QByteArray& tree, const WindowHint& window)
{
    SwayWindows all;
    collect(QJsonDocument::fromJson(tree).object(), all);
    const Expected<qsizetype, TerminalProblem> chosen = chooseWindow(all.windows, window);
    if (!chosen)
        return Unexpected{chosen.error()};
    return all.ids.at(*chosen);
}

SwayWindowRaiser::SwayWindowRaiser(QString socket, QObject* parent)
    : QObject{parent}
    , m_socket{std::move(socket)}
{}

void SwayWindowRaiser::raise(const WindowHint& window, Done onDone)
{
    if (!isOwnSocket(m_socket))
        return onDone(TerminalProblem{Kind::ProgramFailed, u"sway"_s});
    auto* socket = new QLocalSocket{this};
    const auto talk = std::make_shared<Conversation>();
    talk->window = window;
    talk->onDone = std::move(onDone);
    const auto fail = [socket, talk] {
        talk->finish(socket, TerminalProblem{Kind::ProgramFailed, u"sway"_s});
    };
    connect(socket, &QLocalSocket::connected, this, [socket] {
        socket->write(SwayMessage{GetTree, {}}.toBytes());
    });
    connect(socket, &QLocalSocket::readyRead, this, [socket, talk] {
        talk->received += socket->readAll();
        while (const std::optional<SwayMessage> message = SwayMessage::takeFrom(talk->received))
            take(*message, socket, *talk);
    });
    connect(socket, &QLocalSocket::errorOccurred, this, fail);
    QTimer::singleShot(Limit, socket, fail);
    socket->connectToServer(m_socket);
}

} // namespace tocsin
