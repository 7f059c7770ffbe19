// SPDX-License-Identifier: MIT
#pragma once

#include "core/sessions/session_view.h"
#include "core/store/state_store.h"

#include <QDateTime>
#include <QHash>
#include <QString>

#include <vector>

namespace tocsin {

/// What is kept of each session beyond its end. One that works is written down when something of it changes,
/// and every few minutes.
class SessionRecorder final
{
public:
    void note(const SessionView& session, const QDateTime& now);
    /// The sessions that are new or have changed since the last call.
    [[nodiscard]] std::vector<PastSession> takeChanges();

private:
    QHash<QString, PastSession> m_written; ///< by id; those that run
    QHash<QString, PastSession> m_changed;
};

} // namespace tocsin
