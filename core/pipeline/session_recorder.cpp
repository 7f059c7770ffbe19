// SPDX-License-Identifier: MIT
#include "core/pipeline/session_recorder.h"

#include "core/claude/hooks/test_document.h"

#include <chrono>
#include <utility>

namespace tocsin {

using namespace std::chrono_literals;

namespace {
/// After a crash, the end of a session is known to within this time; that is enough for a list.
constexpr std::chrono::milliseconds WriteEvery{5min};
} // namespace

void SessionRecorder::note(const SessionView& session, const QDateTime& now)
{
    if (isTestSession(session.id))
        return;
    const bool isOver = session.state == SessionState::Ended;
    const PastSession row{.id = session.id,
                          .name = session.name,
                          .lastAt = isOver && session.since.isValid() ? session.since : now,
                          .path = session.path,
                          .host = session.host};
    const PastSession before = m_written.value(session.id);
    const bool isSame = before.name == row.name && before.path == row.path && before.host == row.host;
    const bool isFresh =
        before.lastAt.isValid() && qAbs(before.lastAt.msecsTo(row.lastAt)) < WriteEvery.count();
    if (!isOver && isSame && isFresh)
        return;
    if (isOver)
        m_written.remove(session.id);
    else
        m_written.insert(session.id, row);
    m_changed.insert(session.id, row);
}

std::vector<PastSession> SessionRecorder::takeChanges()
{
    const QHash<QString, PastSession> changed = std::exchange(m_changed, {});
    return {changed.cbegin(), changed.cend()};
}

} // namespace tocsin
