// SPDX-License-Identifier: MIT
#include "core/pipeline/spooled_actions.h"

namespace tocsin {

namespace {

bool isEventWith(const Action& action, const QUuid& key)
{
    const auto* event = std::get_if<SendServerEvent>(&action);
    return event != nullptr && event->key == key;
}

} // namespace

Actions settled(const Actions& actions)
{
    Actions left;
    for (const Action& action : actions) {
        if (std::holds_alternative<ShowToast>(action) || std::holds_alternative<CloseToast>(action) ||
            std::holds_alternative<SendHeartbeat>(action))
            continue;
        const auto* withdraw = std::get_if<WithdrawEvent>(&action);
        const auto withdrawn = [&](const Action& earlier) {
            return isEventWith(earlier, withdraw->key);
        };
        if (withdraw == nullptr || std::erase_if(left, withdrawn) == 0)
            left.push_back(action);
    }
    return left;
}

} // namespace tocsin
