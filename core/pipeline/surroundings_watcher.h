// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/do_not_disturb.h"
#include "core/channels/desktop/notifier.h"
#include "core/policy/surroundings.h"

#include <QObject>

#include <functional>

namespace tocsin {

class EventPipeline;

/// Knows how things stand around the sessions, and tells the pipeline whenever that changes: whether
/// notifications can be shown, and Do Not Disturb. What others know of it, they change() here.
class SurroundingsWatcher final : public QObject
{
    Q_OBJECT
public:
    /// All of these outlive it.
    struct Parts
    {
        EventPipeline& pipeline;
        const Notifier& notifier;
        const DoNotDisturb& doNotDisturb;
    };
    explicit SurroundingsWatcher(const Parts& parts, QObject* parent = nullptr);

    /// The pipeline hears nothing before; once it has resumed.
    void start();
    /// `how` gets them as they are.
    void change(const std::function<void(Surroundings&)>& how);
    [[nodiscard]] const Surroundings& surroundings() const { return m_surroundings; }

private:
    EventPipeline& m_pipeline;
    Surroundings m_surroundings;
    bool m_hasStarted{false};
};

} // namespace tocsin
