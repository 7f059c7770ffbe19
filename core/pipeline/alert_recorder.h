// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert.h"
#include "core/base/phrase.h"
#include "core/channels/sms/text_outcome.h"
#include "core/store/history_row.h"

#include <QDateTime>
#include <QHash>
#include <QSet>
#include <QString>
#include <QUuid>

#include <map>
#include <vector>

namespace tocsin {

class Engine;
struct OpenAlert;

/// What a person decided about an alert here. Names, as the history has them.
struct AnswerNote
{
    QString answer{};
    QString channel{};
    QDateTime at{}; ///< UTC
    QString outcome{};
};

/// The API error that stopped the session; empty for rows of other kinds.
[[nodiscard]] Phrase apiErrorOf(const HistoryRow& row);

/// Follows each alert in the engine: what was planned for it, and what became of it. Each change is a row for
/// the history and a line in the log. A failed tool that is no alert is a row too.
class AlertRecorder final
{
public:
    /// The engine outlives it.
    explicit AlertRecorder(Engine& engine);

    /// After the engine was restored. `recent`: the rows that were written last; texts that were on their way
    /// are followed further.
    void restore(const std::vector<HistoryRow>& recent);
    /// The rows that are new or have changed since the last call, of these sessions and of what was closed.
    [[nodiscard]] std::vector<HistoryRow> takeChanges(const QSet<QString>& sessions);
    /// Of the alert whose text has this key; empty when it is not known.
    [[nodiscard]] QString topicOf(const QString& session, const QUuid& key) const;
    /// What became of the text of an alert that is closed; others are the engine's to know.
    void answered(const QUuid& key, const TextOutcome& outcome, const QDateTime& now);
    void withdrawn(const QUuid& key, WithdrawResult result);
    /// The alert may be over.
    void decided(AlertId id, const AnswerNote& answer);

private:
    using Rows = std::map<AlertId, HistoryRow>;

    void note(const HistoryRow& row, const HistoryRow* before);
    void noteClosed(HistoryRow row);
    void follow(const HistoryRow& closed);

    Engine& m_engine;
    QHash<QString, Rows> m_open;              ///< as recorded last, by session
    std::map<AlertId, HistoryRow> m_answered; ///< closed, with an answer whose outcome may still change
    QHash<QString, HistoryRow> m_underWay;    ///< closed, by the key of a text that may still change
    std::vector<HistoryRow> m_changed;
};

} // namespace tocsin
