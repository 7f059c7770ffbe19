// SPDX-License-Identifier: MIT
#include "core/pipeline/session_persister.h"

#include "core/channels/sms/sms_delivery.h"
#include "core/pipeline/engine.h"

#include <QJsonDocument>

#include <chrono>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr std::chrono::milliseconds TryAgain{5s};
/// More than texts can be under way.
constexpr int RecentRows{256};
const QString EngineDocument{u"engine"_s};
} // namespace

SessionPersister::SessionPersister(Engine& engine, SmsDelivery& delivery, StateStore& store, QObject* parent)
    : QObject{parent}
    , m_engine{engine}
    , m_delivery{delivery}
    , m_store{store}
    , m_recorder{engine}
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &SessionPersister::commit);
}

void SessionPersister::restore()
{
    const SavedState state = m_store.load();
    QList<QJsonObject> sessions;
    for (const Documents& documents : state.sessions)
        sessions.append(QJsonDocument::fromJson(documents.value(EngineDocument)).object());
    m_engine.restore(sessions, state.takenIds);
    m_delivery.restore(state.sessions);
    m_recorder.restore(m_store.history(RecentRows));
}

bool SessionPersister::commit()
{
    const QSet<QString> changed = m_engine.takeDirty();
    takeRows(changed);
    m_owed.unite(changed).unite(m_delivery.takeDirty());
    const std::vector<QUuid> ids = m_engine.takeNewIds();
    m_owedIds.insert(m_owedIds.end(), ids.begin(), ids.end());
    if (m_owed.isEmpty() && m_owedIds.empty() && m_owedRows.empty() && m_owedActivity.empty())
        return true;

    SavedState changes{.takenIds = m_owedIds};
    for (const QString& id : std::as_const(m_owed))
        changes.sessions.insert(id, documentsOf(id));
    for (const auto& [id, row] : m_owedRows)
        changes.history.push_back(row);
    for (const auto& [id, row] : m_owedActivity)
        changes.activity.push_back(row);
    for (const auto& [id, session] : m_owedSessions)
        changes.seen.push_back(session);
    if (!m_store.commit(changes)) {
        m_again.start(TryAgain);
        if (!std::exchange(m_hasFailed, true))
            Q_EMIT failed(m_store.problem());
        return false;
    }
    m_owed.clear();
    m_owedIds.clear();
    m_owedRows.clear();
    m_owedActivity.clear();
    m_owedSessions.clear();
    if (std::exchange(m_hasFailed, false))
        Q_EMIT recovered();
    return true;
}

void SessionPersister::takeRows(const QSet<QString>& sessions)
{
    for (const ActivityNoted& activity : m_engine.takeActivity())
        m_activity.note(activity);
    for (HistoryRow& row : m_recorder.takeChanges(sessions)) {
        m_activity.noteAlert(row.session, row.raisedAt);
        m_owedRows.insert_or_assign(row.id, std::move(row));
    }
    for (HistoryRow& row : m_activity.takeChanges())
        m_owedActivity.insert_or_assign(row.id, std::move(row));
    for (const QString& id : sessions) {
        if (const std::optional<SessionView> session = m_engine.session(id))
            m_sessions.note(*session, m_engine.latestStep());
    }
    for (PastSession& session : m_sessions.takeChanges())
        m_owedSessions.insert_or_assign(session.id, std::move(session));
}

Documents SessionPersister::documentsOf(const QString& sessionId) const
{
    Documents documents = m_delivery.documents(sessionId);
    const QJsonObject saved = m_engine.saved(sessionId);
    if (!saved.isEmpty())
        documents.insert(EngineDocument, QJsonDocument{saved}.toJson(QJsonDocument::Compact));
    return documents;
}

} // namespace tocsin
