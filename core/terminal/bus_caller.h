// SPDX-License-Identifier: MIT
#pragma once

#include <QDBusConnection>
#include <QDBusMessage>
#include <QObject>

#include <chrono>
#include <functional>

namespace tocsin {

/// Calls methods of other programs on D-Bus, without waiting and without starting them.
class BusCaller final : public QObject
{
    Q_OBJECT
public:
    using Reply = std::function<void(const QDBusMessage& reply)>; ///< an error message if it failed
    static constexpr std::chrono::milliseconds Limit{3000};

    explicit BusCaller(const QDBusConnection& bus, std::chrono::milliseconds limit = Limit,
                       QObject* parent = nullptr);

    [[nodiscard]] QDBusConnection& bus() { return m_bus; }
    /// `onReply` is not called after this is destroyed.
    void call(QDBusMessage message, Reply onReply);
    /// The pid of the program that owns a name; 0: none, or it is not known.
    void askPid(const QString& service, std::function<void(qint64 pid)> onPid);

private:
    QDBusConnection m_bus;
    std::chrono::milliseconds m_limit;
};

[[nodiscard]] inline bool isReply(const QDBusMessage& message)
{
    return message.type() == QDBusMessage::ReplyMessage;
}

} // namespace tocsin
