// SPDX-License-Identifier: MIT
#include "core/pipeline/spooled_events.h"

#include <utility>

namespace tocsin {

void SpooledEvents::add(const HookEvent& event, const SpoolEntry& receipt)
{
    m_events.append(event);
    m_receipts.append(receipt);
}

QList<HookEvent> SpooledEvents::take()
{
    m_unwritten.append(std::exchange(m_receipts, {}));
    return std::exchange(m_events, {});
}

void SpooledEvents::confirm()
{
    for (const SpoolEntry& receipt : std::exchange(m_unwritten, {}))
        receipt.confirm();
}

} // namespace tocsin
