// SPDX-License-Identifier: MIT
#pragma once

#include "core/sessions/session_event.h"
#include "core/store/history_row.h"

#include <QHash>
#include <QList>
#include <QString>

#include <map>
#include <vector>

namespace tocsin {

/// One tool call of a row, or several alike in sequence.
struct ToolUse
{
    QString step{}; ///< toolStep()
    int count{1};
    bool hasFailed{false};

    friend bool operator==(const ToolUse&, const ToolUse&) = default;
};
/// As a row with ToolsTopic has them in its detail.
[[nodiscard]] QList<ToolUse> toolUsesOf(const QString& detail);

/// Prompts and tool calls as rows for the history: a row for each prompt, and one for the tool calls from
/// there to the next prompt or alert, as far as they fit into it.
class ActivityRecorder final
{
public:
    void note(const ActivityNoted& activity);
    /// What comes after it is not in one row with what came before.
    void noteAlert(const QString& session, const QDateTime& at);
    /// The rows that are new or have changed since the last call.
    [[nodiscard]] std::vector<HistoryRow> takeChanges();

private:
    struct Prompt
    {
        QString text;
        QDateTime at;
    };

    void notePrompt(const ActivityNoted& activity);
    [[nodiscard]] HistoryRow rowOf(const ActivityNoted& activity, const QString& topic);
    void noteTool(const ActivityNoted& activity);

    QHash<QString, HistoryRow> m_open;      ///< the row that the next call goes into, by session
    QHash<QString, Prompt> m_prompts;       ///< the last one, by session
    std::map<qint64, HistoryRow> m_changed; ///< by id
    qint64 m_lastId{0};
};

} // namespace tocsin
