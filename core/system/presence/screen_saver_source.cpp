// SPDX-License-Identifier: MIT
#include "core/system/presence/screen_saver_source.h"

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

ScreenSaverSource::ScreenSaverSource(ScreenSaverName name, bool isWayland, const QDBusConnection& sessionBus,
                                     QObject* parent)
    : DBusPresenceSource{name.service, sessionBus, parent}
    , m_name{std::move(name)}
    , m_isWayland{isWayland}
{}

QList<ScreenSaverName> ScreenSaverSource::all()
{
    return {{u"org.freedesktop.ScreenSaver"_s, u"/org/freedesktop/ScreenSaver"_s, true},
            {u"org.gnome.ScreenSaver"_s, u"/org/gnome/ScreenSaver"_s},
            {u"org.cinnamon.ScreenSaver"_s, u"/org/cinnamon/ScreenSaver"_s},
            {u"org.mate.ScreenSaver"_s, u"/org/mate/ScreenSaver"_s},
            {u"org.xfce.ScreenSaver"_s, u"/org/xfce/ScreenSaver"_s}};
}

void ScreenSaverSource::listen(bool on)
{
    // At any path: Plasma has two.
    listenTo(on, {}, m_name.service, u"ActiveChanged"_s, SLOT(noteChange()));
}

void ScreenSaverSource::begin()
{
    call(message(u"GetActive"_s), [this](const QDBusMessage& reply) {
        const QVariant isActive = reply.arguments().value(0);
        if (isError(reply))
            failWith(reply);
        else if (isActive.typeId() != QMetaType::Bool)
            fail(u"answered something else than true or false"_s);
        else if (m_name.mayBePlasma && !m_isWayland)
            askWhetherPlasma({.locked = isActive.toBool()});
        else
            answer({.locked = isActive.toBool()});
    });
}

QDBusMessage ScreenSaverSource::message(const QString& method) const
{
    return QDBusMessage::createMethodCall(m_name.service, m_name.path, m_name.service, method);
}

void ScreenSaverSource::askOwner(const QString& name, const std::function<void(const QString&)>& onOwner)
{
    QDBusMessage ask = QDBusMessage::createMethodCall(u"org.freedesktop.DBus"_s, u"/org/freedesktop/DBus"_s,
                                                      u"org.freedesktop.DBus"_s, u"GetNameOwner"_s);
    ask << name;
    call(ask, [onOwner](const QDBusMessage& reply) {
        onOwner(isError(reply) ? QString{} : reply.arguments().value(0).toString());
    });
}

/// By the owners of both names: whom a reply comes from, Qt 6.8 does not say.
void ScreenSaverSource::askWhetherPlasma(const PresenceFact& fact)
{
    askOwner(u"org.kde.screensaver"_s, [this, fact](const QString& plasma) {
        if (plasma.isEmpty())
            return answer(fact);
        askOwner(m_name.service, [this, fact, plasma](const QString& owner) {
            if (owner == plasma)
                askIdle(fact);
            else
                answer(fact);
        });
    });
}

void ScreenSaverSource::askIdle(PresenceFact fact)
{
    call(message(u"GetSessionIdleTime"_s), [this, fact](const QDBusMessage& reply) mutable {
        bool isNumber = false;
        const uint idle = reply.arguments().value(0).toUInt(&isNumber);
        if (!isError(reply) && isNumber)
            fact.idle = std::chrono::milliseconds{idle};
        answer(fact);
    });
}

} // namespace tocsin
