// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/activity_recorder.h"
#include "core/pipeline/alert_recorder.h"
#include "core/pipeline/session_recorder.h"
#include "core/store/state_store.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <map>

namespace tocsin {

class Engine;
class SmsDelivery;

/// Writes down what a step changed in the engine, in delivery and in the history, all or nothing. What cannot
/// be written is owed, and tried again with the next step and every few seconds.
class SessionPersister final : public QObject
{
    Q_OBJECT
public:
    /// All of these outlive the keeper.
    SessionPersister(Engine& engine, SmsDelivery& delivery, StateStore& store, QObject* parent = nullptr);

    /// Both as they were when the last program ended; before anything else.
    void restore();
    /// True when nothing is owed any more.
    bool commit();
    [[nodiscard]] AlertRecorder& recorder() { return m_recorder; }

Q_SIGNALS:
    /// From now on a crash would lose something. Once until recovered(); `reason` is for the log.
    void failed(const QString& reason);
    void recovered();

private:
    void takeRows(const QSet<QString>& sessions);
    [[nodiscard]] Documents documentsOf(const QString& sessionId) const;

    Engine& m_engine;
    SmsDelivery& m_delivery;
    StateStore& m_store;
    AlertRecorder m_recorder;
    ActivityRecorder m_activity;
    SessionRecorder m_sessions;
    QSet<QString> m_owed;
    std::vector<QUuid> m_owedIds;
    std::map<qint64, HistoryRow> m_owedRows;     ///< by alert
    std::map<qint64, HistoryRow> m_owedActivity; ///< by id
    std::map<QString, PastSession> m_owedSessions;
    bool m_hasFailed{false};
    QTimer m_again;
};

} // namespace tocsin
