// SPDX-License-Identifier: MIT
#include "core/sessions/spool_order.h"

#include <QHash>

#include <algorithm>

namespace tocsin {

QList<HookEvent> inOrder(QList<HookEvent> events)
{
    QHash<QString, QDateTime> bootSeen;
    for (const HookEvent& event : std::as_const(events)) {
        QDateTime& earliest = bootSeen[event.origin.bootId];
        if (!earliest.isValid() || event.origin.wall < earliest)
            earliest = event.origin.wall;
    }
    std::stable_sort(events.begin(), events.end(), [&](const HookEvent& a, const HookEvent& b) {
        if (a.origin.bootId == b.origin.bootId)
            return a.origin.monotonicNs < b.origin.monotonicNs;
        const QDateTime& bootOfA = bootSeen[a.origin.bootId];
        const QDateTime& bootOfB = bootSeen[b.origin.bootId];
        return bootOfA == bootOfB ? a.origin.bootId < b.origin.bootId : bootOfA < bootOfB;
    });
    return events;
}

} // namespace tocsin
