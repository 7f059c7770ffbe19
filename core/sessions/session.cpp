// SPDX-License-Identifier: MIT
#include "core/sessions/session.h"

#include "core/base/text.h"

#include <QCoreApplication>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
bool cameWith(const WitnessedStatus& status, const OpenAlert& alert)
{
    return status.waitingSince.isValid() &&
           std::chrono::abs(std::chrono::milliseconds{status.waitingSince.msecsTo(alert.alert.raisedAt)}) <=
               DialogSkew;
}
} // namespace

AlertRequest SeenApiError::request() const
{
    return {.cause = AlertCause::Api, .text = text, .isUsageLimit = isUsageLimit, .resetsAt = resetsAt};
}

bool Session::isIn(const ClaudeProcess& process) const
{
    return process.isKnown() && std::find(processes.begin(), processes.end(), process) != processes.end();
}

WitnessedStatus* Session::statusOf(const ClaudeProcess& process)
{
    const auto found = std::find_if(statuses.begin(), statuses.end(),
                                    [&](const WitnessedStatus& status) { return status.process == process; });
    return found == statuses.end() ? nullptr : &*found;
}

bool Session::hasTurnIn(const ClaudeProcess& process) const
{
    return !turn.process.isKnown() || turn.process == process;
}

bool Session::isSeenBusy() const
{
    return std::any_of(statuses.begin(), statuses.end(), [this](const WitnessedStatus& status) {
        return status.state == ClaudeStatus::State::Busy && hasTurnIn(status.process);
    });
}

bool Session::hasDrawn(const OpenAlert& alert) const
{
    return std::any_of(statuses.begin(), statuses.end(),
                       [&](const WitnessedStatus& status) { return cameWith(status, alert); });
}

bool Session::isShowing(const OpenAlert& alert) const
{
    return std::any_of(statuses.begin(), statuses.end(), [&](const WitnessedStatus& status) {
        return status.state == ClaudeStatus::State::Waiting && cameWith(status, alert);
    });
}

bool Session::isNamedByFolder() const
{
    return givenName.isEmpty() && title.isEmpty() && promptName.isEmpty() && !folder.isEmpty();
}

QString Session::baseName() const
{
    for (const QString& name : {givenName, title, promptName}) {
        if (!name.isEmpty())
            return name;
    }
    return folder.isEmpty() || branch.isEmpty() ? folder : folder + " ("_L1 + branch + u')';
}

QString Session::name() const
{
    const QString base = baseName();
    if (base.isEmpty())
        return QCoreApplication::translate("tocsin::Session", "Claude session");
    if (distinction.isEmpty())
        return elided(base, MaxDescription);
    const bool isNumber = distinction.startsWith(u'#');
    if (!isNumber && isNamedByFolder()) // by the folder above
        return elided(distinction + u'/' + base, MaxDescription);
    const QString suffix =
        isNumber ? u' ' + distinction : " ("_L1 + elided(distinction, MaxDescription / 2) + u')';
    return elided(base, MaxDescription - suffix.size()) + suffix;
}

SessionInfo Session::info() const
{
    return {.sessionId = id, .name = name(), .hostname = hostname, .startedAt = startedAt};
}

SessionState Session::shownState(bool hasOpenDialog) const
{
    return hasOpenDialog && !isOver() ? SessionState::Waiting : state;
}

} // namespace tocsin
