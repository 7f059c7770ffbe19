// SPDX-License-Identifier: MIT
#include "core/pipeline/action.h"

#include <QUuid>

#include <algorithm>

namespace tocsin {

Actions withoutWithdrawn(const Actions& actions)
{
    const auto withdrawal = [&](const QUuid& key) {
        return std::any_of(actions.begin(), actions.end(), [&](const Action& action) {
            const auto* withdraw = std::get_if<WithdrawEvent>(&action);
            return withdraw != nullptr && withdraw->key == key;
        });
    };
    QSet<QUuid> dropped;
    Actions left;
    for (const Action& action : actions) {
        if (const auto* event = std::get_if<SendServerEvent>(&action);
            event != nullptr && withdrawal(event->key))
            dropped.insert(event->key);
    }
    for (const Action& action : actions) {
        const auto* event = std::get_if<SendServerEvent>(&action);
        const auto* withdraw = std::get_if<WithdrawEvent>(&action);
        const bool isSettled = (event != nullptr && dropped.contains(event->key)) ||
                               (withdraw != nullptr && dropped.contains(withdraw->key));
        if (!isSettled && !std::holds_alternative<SendHeartbeat>(action))
            left.push_back(action);
    }
    return left;
}

void addSessions(const Actions& actions, QSet<QString>& sessionIds)
{
    for (const Action& action : actions) {
        std::visit(
            [&](const auto& what) {
                if constexpr (requires { what.alerts; }) {
                    for (const Alert& alert : what.alerts)
                        sessionIds.insert(alert.sessionId);
                } else if constexpr (requires { what.alert; })
                    sessionIds.insert(what.alert.sessionId);
                else
                    sessionIds.insert(what.sessionId);
            },
            action);
    }
}

} // namespace tocsin
