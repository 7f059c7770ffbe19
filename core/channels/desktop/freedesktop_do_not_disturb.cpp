// SPDX-License-Identifier: MIT
#include "core/channels/desktop/freedesktop_do_not_disturb.h"

#include "core/channels/desktop/bus_switch.h"
#include "core/channels/desktop/gnome_banners.h"
#include "core/logging/categories.h"

#include <QDBusMessage>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>

#include <utility>

using namespace Qt::StringLiterals;

namespace tocsin {

namespace {

QString service()
{
    return u"org.freedesktop.Notifications"_s;
}

QString path()
{
    return u"/org/freedesktop/Notifications"_s;
}

} // namespace

FreedesktopDoNotDisturb::FreedesktopDoNotDisturb(const QDBusConnection& bus, QString gsettings,
                                                 QObject* parent)
    : DoNotDisturb{parent}
    , m_bus{bus}
    , m_gsettings{std::move(gsettings)}
{
    auto* watcher = new QDBusServiceWatcher{service(), m_bus, QDBusServiceWatcher::WatchForOwnerChange, this};
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, [this] {
        m_switch.reset();
        set(false);
        askForName();
    });
    askForName();
}

void FreedesktopDoNotDisturb::askForName()
{
    QDBusMessage ask =
        QDBusMessage::createMethodCall(service(), path(), service(), u"GetServerInformation"_s);
    ask.setAutoStartService(false);
    m_question = std::make_unique<QDBusPendingCallWatcher>(m_bus.asyncCall(ask));
    connect(m_question.get(), &QDBusPendingCallWatcher::finished, this, [this] {
        const QDBusPendingReply<QString, QString, QString, QString> reply{*m_question};
        if (!reply.isError())
            follow(reply.argumentAt<0>());
    });
}

void FreedesktopDoNotDisturb::follow(const QString& serverName)
{
    m_switch = switchOf(serverName);
    connect(m_switch.get(), &DesktopSwitch::said, this, [this, serverName](std::optional<bool> isOn) {
        if (isOn.value_or(false) != this->isOn())
            qCInfo(logNotify).noquote() << "Do Not Disturb of" << serverName << (this->isOn() ? "off" : "on");
        set(isOn.value_or(false));
    });
    m_switch->ask();
}

std::unique_ptr<DesktopSwitch> FreedesktopDoNotDisturb::switchOf(const QString& serverName) const
{
    if (serverName == "gnome-shell"_L1)
        return std::make_unique<GnomeBanners>(m_bus, m_gsettings);
    if (serverName == "dunst"_L1)
        return std::make_unique<BusSwitch>(
            m_bus, BusSwitchPlace::property(service(), path(), u"org.dunstproject.cmd0"_s, u"paused"_s));
    if (serverName == "Xfce Notify Daemon"_L1)
        return std::make_unique<BusSwitch>(
            m_bus, BusSwitchPlace{.service = u"org.xfce.Xfconf"_s,
                                  .path = u"/org/xfce/Xfconf"_s,
                                  .interface = u"org.xfce.Xfconf"_s,
                                  .method = u"GetProperty"_s,
                                  .arguments = {u"xfce4-notifyd"_s, u"/do-not-disturb"_s},
                                  .signal = u"PropertyChanged"_s});
    return std::make_unique<BusSwitch>(
        m_bus, BusSwitchPlace::property(service(), path(), service(), u"Inhibited"_s));
}

std::unique_ptr<DoNotDisturb> makePlatformDoNotDisturb()
{
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return std::make_unique<DoNotDisturb>();
    return std::make_unique<FreedesktopDoNotDisturb>(bus);
}

} // namespace tocsin
