// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/channels/desktop/notifier.h"
#include "core/pipeline/event_pipeline.h"
#include "core/pipeline/troubles.h"

#include <QObject>
#include <QTimer>

#include <set>

namespace tocsin {

/// Shows a notification for each trouble that keeps texts from the person, and closes it when that is over.
class TroubleNotifier final : public QObject
{
    Q_OBJECT
public:
    /// All of these outlive it.
    TroubleNotifier(EventPipeline& pipeline, Notifier& notifier, const Clock& clock);

    [[nodiscard]] const std::set<Trouble>& current() const { return m_troubles.current(); }

private:
    void look();
    void show(Trouble trouble);
    void scheduleTick();

    EventPipeline& m_pipeline;
    Notifier& m_notifier;
    const Clock& m_clock;
    Troubles m_troubles;
    QTimer m_tick;
};

} // namespace tocsin
