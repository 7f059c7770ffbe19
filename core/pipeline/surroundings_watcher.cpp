// SPDX-License-Identifier: MIT
#include "core/pipeline/surroundings_watcher.h"

#include "core/pipeline/event_pipeline.h"

namespace tocsin {

SurroundingsWatcher::SurroundingsWatcher(const Parts& parts, QObject* parent)
    : QObject{parent}
    , m_pipeline{parts.pipeline}
    , m_surroundings{.canNotify = parts.notifier.canShow(), .isDoNotDisturb = parts.doNotDisturb.isOn()}
{
    connect(&parts.notifier, &Notifier::canShowChanged, this, [this](bool canShow) {
        change([canShow](Surroundings& surroundings) { surroundings.canNotify = canShow; });
    });
    connect(&parts.doNotDisturb, &DoNotDisturb::changed, this, [this](bool isOn) {
        change([isOn](Surroundings& surroundings) { surroundings.isDoNotDisturb = isOn; });
    });
}

void SurroundingsWatcher::start()
{
    m_hasStarted = true;
    m_pipeline.setSurroundings(m_surroundings);
}

void SurroundingsWatcher::change(const std::function<void(Surroundings&)>& how)
{
    const Surroundings before = m_surroundings;
    how(m_surroundings);
    if (m_hasStarted && m_surroundings != before)
        m_pipeline.setSurroundings(m_surroundings);
}

} // namespace tocsin
