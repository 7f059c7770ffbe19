// SPDX-License-Identifier: MIT
#include "core/channels/desktop/gnome_banners.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace tocsin {

namespace {
constexpr auto Key = "/org/gnome/desktop/notifications/show-banners"_L1;
} // namespace

GnomeBanners::GnomeBanners(const QDBusConnection& bus, QString program, QObject* parent)
    : DesktopSwitch{parent}
    , m_bus{bus}
    , m_program{std::move(program)}
{
    // From any sender: dconf's service comes and goes.
    m_bus.connect({}, u"/ca/desrt/dconf/Writer/user"_s, u"ca.desrt.dconf.Writer"_s, u"Notify"_s, this,
                  SLOT(onDconfChange(QString, QStringList)));
    connect(&m_process, &QProcess::finished, this, [this](int code) {
        const QByteArray value = m_process.readAllStandardOutput().trimmed();
        const bool isKnown = code == 0 && (value == "true" || value == "false");
        answer(isKnown ? std::optional{value == "false"} : std::nullopt);
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            answer(std::nullopt);
    });
}

GnomeBanners::~GnomeBanners()
{
    // It would tell of its end while half of this is gone.
    m_process.disconnect(this);
}

void GnomeBanners::ask()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_askAgain = true;
        return;
    }
    m_process.start(m_program, {u"get"_s, u"org.gnome.desktop.notifications"_s, u"show-banners"_s});
}

void GnomeBanners::answer(std::optional<bool> isOn)
{
    if (std::exchange(m_askAgain, false))
        ask();
    else
        Q_EMIT said(isOn);
}

/// `prefix` is a key, or a folder that `changes` lists keys of; or all of a folder may have changed.
void GnomeBanners::onDconfChange(const QString& prefix, const QStringList& changes)
{
    const auto concerns = [&prefix](const QString& change) {
        const QString path = prefix + change;
        return path == Key || (path.endsWith(u'/') && Key.startsWith(path));
    };
    if (std::any_of(changes.begin(), changes.end(), concerns))
        ask();
}

} // namespace tocsin
