// SPDX-License-Identifier: MIT
#include "app/sessions/session_text.h"

#include "core/base/text.h"
#include "core/channels/desktop/toast_text.h"
#include "core/pipeline/held_back_text.h"
#include "core/pipeline/session_text.h"

#include <QCoreApplication>
#include <QDir>
#include <QLocale>
#include <QStringList>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SessionText)
};

bool isOver(SessionState state)
{
    return state == SessionState::Ended || state == SessionState::Lost;
}

QStringList settingsOf(const SessionView& session, const QDateTime& nowUtc)
{
    if (session.state == SessionState::Ended)
        return {};
    return {muteText(session.mutedUntil, nowUtc), words(session.texts)};
}

QString joined(QStringList parts)
{
    parts.removeAll(QString{});
    return parts.join(u" · "_s);
}

} // namespace

QString pastTimeText(const QDateTime& utc, const QDateTime& nowUtc)
{
    const QLocale locale;
    const QDateTime local = utc.toLocalTime();
    const QString time = locale.toString(local.time(), QLocale::ShortFormat);
    const qint64 days = local.date().daysTo(nowUtc.toLocalTime().date());
    if (days == 0)
        return time;
    const QString day = days > 0 && days < 7 ? locale.dayName(local.date().dayOfWeek(), QLocale::ShortFormat)
                                             : locale.toString(local.date(), QLocale::ShortFormat);
    //: %1 is a weekday or a date, %2 a time of day
    return Words::tr("%1 %2").arg(day, time);
}

QString stateSinceText(const SessionView& session, const QDateTime& nowUtc)
{
    const QString state = words(session.state, session.dialog);
    if (!session.since.isValid())
        return state;
    const QString time = pastTimeText(session.since, nowUtc);
    //: %1 is a state, such as: working; %2 a time, such as: 14:05
    return isOver(session.state) ? Words::tr("%1, %2").arg(state, time)
                                 : Words::tr("%1 since %2").arg(state, time);
}

QString sessionLine(const SessionView& session, const QDateTime& nowUtc)
{
    QStringList parts{stateSinceText(session, nowUtc), plainLine(session.host)};
    parts += settingsOf(session, nowUtc);
    return joined(parts);
}

QString aboutText(const SessionView& session, const QDateTime& nowUtc)
{
    const QString home = QDir::homePath();
    const bool isInHome = session.host.isEmpty() && (session.path + u'/').startsWith(home + u'/');
    const QString path = isInHome ? u'~' + session.path.mid(home.size()) : session.path;
    QStringList parts{stateSinceText(session, nowUtc), plainLine(path), plainLine(session.host)};
    parts += settingsOf(session, nowUtc);
    return joined(parts);
}

QString needText(const std::vector<OpenAlert>& alerts)
{
    const auto most =
        std::min_element(alerts.begin(), alerts.end(),
                         [](const OpenAlert& a, const OpenAlert& b) { return a.alert.kind < b.alert.kind; });
    const bool isNeeded = most != alerts.end() && most->alert.kind != AlertKind::Done;
    return isNeeded ? alertContents(most->alert) : QString{};
}

QString inTerminalText(const std::vector<OpenAlert>& alerts)
{
    const auto dialog = std::find_if(alerts.begin(), alerts.end(),
                                     [](const OpenAlert& one) { return one.isDialog() && !one.isHeld; });
    if (dialog == alerts.end())
        return {};
    const QString contents = alertContents(dialog->alert);
    //: %1 is what is asked, such as: Run: npm test
    return contents.isEmpty() ? Words::tr("Answer it in the terminal.")
                              : Words::tr("Answer it in the terminal: %1").arg(contents);
}

QString folderName(const SessionView& session)
{
    QString path = session.path;
    while (path.endsWith(u'/'))
        path.chop(1);
    return plainLine(path.mid(path.lastIndexOf(u'/') + 1));
}

} // namespace tocsin
