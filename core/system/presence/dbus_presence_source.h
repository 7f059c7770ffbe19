// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/presence/presence_source.h"

#include <QDBusConnection>
#include <QDBusMessage>

#include <functional>

namespace tocsin {

/// A source that asks a service on a bus. Starts no service: a plain call to a screen saver of another
/// desktop would start that.
class DBusPresenceSource : public PresenceSource
{
    Q_OBJECT
public:
    DBusPresenceSource(QString name, const QDBusConnection& bus, QObject* parent = nullptr);

protected:
    using Reply = std::function<void(const QDBusMessage& reply)>;

    /// `onReply` gets the reply or the error, unless the question is over by then.
    void call(QDBusMessage message, Reply onReply);
    /// changed() for this signal, from whatever sender: it only leads to a question. The slot is
    /// `noteChange`, or one with arguments.
    void listenTo(bool on, const QString& path, const QString& interface, const QString& signal,
                  const char* slot);
    void failWith(const QDBusMessage& error);
    [[nodiscard]] static bool isError(const QDBusMessage& reply);

protected Q_SLOTS:
    // By name: QDBusConnection::connect knows no other way.
    void noteChange();

private:
    QDBusConnection m_bus;
};

} // namespace tocsin
