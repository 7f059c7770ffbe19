// SPDX-License-Identifier: MIT
#include "core/pipeline/engine_state.h"

#include "core/sessions/session_fields.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace tocsin {

using namespace Qt::StringLiterals;

QJsonObject savedState(const EngineParts& parts, const QString& sessionId)
{
    const Session* session = parts.tracker.find(sessionId);
    if (session == nullptr)
        return {};
    return {{u"session"_s, json::toObject(*session)},       {u"alerts"_s, parts.alerts.saved(sessionId)},
            {u"desktop"_s, parts.desktop.saved(sessionId)}, {u"sms"_s, parts.sms.saved(sessionId)},
            {u"plans"_s, parts.planner.saved(sessionId)},   {u"last_alert"_s, parts.alerts.lastId()}};
}

void restoreState(EngineParts& parts, const QList<QJsonObject>& sessions)
{
    std::vector<std::pair<Session, QJsonObject>> restored;
    for (const QJsonObject& saved : sessions) {
        Session session;
        json::fromObject(saved.value("session"_L1).toObject(), session);
        if (!session.id.isEmpty())
            restored.emplace_back(std::move(session), saved);
    }
    std::stable_sort(restored.begin(), restored.end(),
                     [](const auto& a, const auto& b) { return a.first.ordinal < b.first.ordinal; });
    for (auto& [session, saved] : restored) {
        parts.alerts.restore(session.id, saved.value("alerts"_L1));
        parts.alerts.skipIdsUpTo(saved.value("last_alert"_L1).toInteger());
        parts.desktop.restore(session.id, saved.value("desktop"_L1).toObject());
        parts.sms.restore(session.id, saved.value("sms"_L1).toObject());
        parts.planner.restore(session.id, saved.value("plans"_L1).toObject());
        parts.tracker.restore(std::move(session));
    }
}

} // namespace tocsin
