// SPDX-License-Identifier: MIT
#include "core/policy/plan.h"

namespace tocsin {

using namespace Qt::StringLiterals;

QString silenceOf(const Context& context, const Preferences& preferences)
{
    if (context.isWished)
        return {};
    if (context.isTeammate)
        return preferences.alertTeammates ? QString{} : u"teammate"_s;
    return context.isUnattended && !preferences.alertHeadless ? u"headless"_s : QString{};
}

Plan planFor(const OpenAlert& alert, const Context& context, const Preferences& preferences)
{
    if (const QString reason = silenceOf(context, preferences); !reason.isEmpty())
        return {.notification = {.reason = reason}, .text = {.reason = reason}};
    const QDateTime& raisedAt = alert.alert.raisedAt;
    if (context.knownAt.isValid() && raisedAt.msecsTo(context.knownAt) > preferences.late.count())
        return {.notification = {.at = context.knownAt.addMSecs(preferences.lateToNotification.count())},
                .text = {.at = raisedAt}};
    if (!alert.isDialog() || alert.isSettled)
        return {.notification = {.at = raisedAt}, .text = {.at = raisedAt}};
    return {.notification = {.at = raisedAt.addMSecs(preferences.dialogToNotification.count())},
            .text = {.at = raisedAt.addMSecs(preferences.dialogToText.count())}};
}

} // namespace tocsin
