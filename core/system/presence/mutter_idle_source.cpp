// SPDX-License-Identifier: MIT
#include "core/system/presence/mutter_idle_source.h"

namespace tocsin {

using namespace Qt::StringLiterals;

MutterIdleSource::MutterIdleSource(const QDBusConnection& sessionBus, QObject* parent)
    : DBusPresenceSource{u"org.gnome.Mutter.IdleMonitor"_s, sessionBus, parent}
{}

void MutterIdleSource::begin()
{
    const QString service = u"org.gnome.Mutter.IdleMonitor"_s;
    call(QDBusMessage::createMethodCall(service, u"/org/gnome/Mutter/IdleMonitor/Core"_s, service,
                                        u"GetIdletime"_s),
         [this](const QDBusMessage& reply) {
             bool isNumber = false;
             const qint64 idle = reply.arguments().value(0).toLongLong(&isNumber);
             if (isError(reply))
                 failWith(reply);
             else if (!isNumber || idle < 0)
                 fail(u"answered something else than a time"_s);
             else
                 answer({.idle = std::chrono::milliseconds{idle}});
         });
}

} // namespace tocsin
