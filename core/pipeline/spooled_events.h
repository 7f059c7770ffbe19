// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"
#include "core/ipc/spool.h"

#include <QList>

namespace tocsin {

/// Events from the spool until they are on our own disk: first they wait for those that come in the same go,
/// then for the commit. Only then may their files go.
class SpooledEvents final
{
public:
    void add(const HookEvent& event, const SpoolEntry& receipt);
    /// Those that were added since the last call. Their receipts wait for the next confirm().
    [[nodiscard]] QList<HookEvent> take();
    /// What was taken has been written down.
    void confirm();

private:
    QList<HookEvent> m_events{};
    QList<SpoolEntry> m_receipts{};  ///< of m_events
    QList<SpoolEntry> m_unwritten{}; ///< of what was taken, but is not on disk
};

} // namespace tocsin
