// SPDX-License-Identifier: MIT
#include "server/sms/held_texts.h"

#include <utility>

namespace tocsin::server {

void endHold(Transaction& tx, OutgoingText text, std::string_view reason)
{
    text.status = reason == not_sent::Withdrawn ? TextStatus::Withdrawn : TextStatus::Failed;
    text.reason = reason;
    text.sealedBody.clear();
    tx.updateText(text);
    tx.setEventOutcome(text.eventId, text.reason);
}

void endHolds(Transaction& tx, const std::vector<std::string>& ids, std::string_view reason)
{
    for (const std::string& id : ids) {
        auto text = tx.text(id);
        if (text && text->status == TextStatus::Held)
            endHold(tx, *std::move(text), reason);
    }
}

void withdrawCounted(Transaction& tx, OutgoingText text)
{
    text.status = TextStatus::Withdrawn;
    text.reason = not_sent::Withdrawn;
    text.sealedBody.clear();
    tx.updateText(text);
    tx.giveBackText(text, text.reason);
}

void optOut(Transaction& tx, const std::string& number, OptOut why, Instant at)
{
    tx.setOptedOut(number, why, at);
    if (const auto phone = tx.phoneByNumber(number))
        endHolds(tx, tx.heldTextsOfPhone(phone->id), not_sent::OptedOut);
}

bool withdrawText(Transaction& tx, OutgoingText text, Instant now)
{
    switch (text.status) {
    case TextStatus::Held:
        endHold(tx, std::move(text), not_sent::Withdrawn);
        return true;
    case TextStatus::Queued:
        withdrawCounted(tx, std::move(text));
        return true;
    case TextStatus::Failed:
    case TextStatus::Withdrawn:
        return true;
    case TextStatus::Sending:
        text.reason = not_sent::Withdrawn;
        break;
    case TextStatus::Unknown:
    case TextStatus::Sent:
    case TextStatus::Delivered:
    case TextStatus::Undelivered:
        break;
    }
    if (!text.answeredAt)
        text.answeredAt = now;
    tx.updateText(text);
    return false;
}

} // namespace tocsin::server
