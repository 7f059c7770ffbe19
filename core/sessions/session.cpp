// SPDX-License-Identifier: MIT
#include "core/sessions/session.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

bool Session::hasOpenDialog() const
{
    return std::any_of(open.begin(), open.end(), [](const OpenAlert& alert) { return alert.isDialog(); });
}

OpenAlert* Session::findOpen(AlertKind kind)
{
    const auto found = std::find_if(open.begin(), open.end(),
                                    [kind](const OpenAlert& alert) { return kindOf(alert.cause) == kind; });
    return found == open.end() ? nullptr : &*found;
}

QString Session::name() const
{
    for (const QString& name : {givenName, title, promptName}) {
        if (!name.isEmpty())
            return elided(name, MaxDescription);
    }
    if (folder.isEmpty())
        return QCoreApplication::translate("tocsin::Session", "Claude session");
    const QString place = branch.isEmpty() ? folder : folder + " ("_L1 + branch + u')';
    return elided(place, MaxDescription);
}

SessionInfo Session::card() const
{
    return {.sessionId = id, .name = name(), .hostname = hostname, .startedAt = startedAt};
}

SessionState Session::shownState() const
{
    return hasOpenDialog() && !isOver() ? SessionState::Waiting : state;
}

} // namespace tocsin
