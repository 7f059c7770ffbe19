// SPDX-License-Identifier: MIT
#include "app/tray/mute_menu.h"

#include "app/tray/when.h"

namespace tocsin {

using namespace Qt::StringLiterals;

MuteMenu::MuteMenu(const Clock& clock, QWidget* parent)
    : QMenu{parent}
    , m_clock{clock}
    , m_minutes{addAction(QString{}, this, [this] { Q_EMIT chosen(u"15m"_s); })}
    , m_hour{addAction(QString{}, this, [this] { Q_EMIT chosen(u"1h"_s); })}
    , m_tomorrow{addAction(QString{}, this, [this] { Q_EMIT chosen(u"tomorrow"_s); })}
    , m_off{addAction(QString{}, this, [this] { Q_EMIT chosen(u"off"_s); })}
{
    retranslate();
}

void MuteMenu::showUntil(const QDateTime& until)
{
    const QDateTime now = m_clock.nowUtc();
    m_until = until > now ? until : QDateTime{};
    setTitle(m_until.isValid() ? tr("&Muted Until %1").arg(friendlyWhen(m_until, now))
                               : tr("&Mute Notifications"));
    m_off->setEnabled(m_until.isValid());
}

void MuteMenu::retranslate()
{
    m_minutes->setText(tr("15 &Minutes"));
    m_hour->setText(tr("1 &Hour"));
    m_tomorrow->setText(tr("Until &Tomorrow"));
    m_off->setText(tr("&Unmute"));
    showUntil(m_until);
}

} // namespace tocsin
