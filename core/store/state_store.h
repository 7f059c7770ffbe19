// SPDX-License-Identifier: MIT
#pragma once

#include "core/store/history_row.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QUuid>

#include <vector>

namespace tocsin {

/// What is kept of one Claude session: documents by name. No document, no session.
using Documents = QMap<QString, QByteArray>;

/// A session as it was when it was last heard of.
struct PastSession
{
    QString id{};
    QString name{};     ///< for people
    QDateTime lastAt{}; ///< UTC
    QString path{};     ///< of its project's folder; may be empty
    QString host{};     ///< of another machine; empty: this one

    friend bool operator==(const PastSession&, const PastSession&) = default;
};

/// All that a restart needs to go on where the program stopped.
struct SavedState
{
    QMap<QString, Documents> sessions{}; ///< by session id
    std::vector<QUuid> takenIds{};       ///< of the latest hook events, the oldest first
    std::vector<HistoryRow> history{};   ///< of alerts; to be written, load() reads none of it
    std::vector<HistoryRow> activity{};  ///< prompts and tool calls; as `history`
    std::vector<PastSession> seen{};     ///< sessions for pastSessions(); as `history`
};

/// Keeps SavedState where neither a crash of this program nor a kill loses it.
class StateStore
{
public:
    StateStore() = default;
    StateStore(const StateStore&) = delete;
    StateStore& operator=(const StateStore&) = delete;
    virtual ~StateStore() = default;

    [[nodiscard]] virtual SavedState load() = 0;
    /// In one transaction: the sessions named in `changes` become what it says, its ids join those that are
    /// kept, its rows the history. False when it could not be written; nothing of it was, then, and problem()
    /// says why.
    [[nodiscard]] virtual bool commit(const SavedState& changes) = 0;
    /// Of the alerts that were raised last, the latest first.
    [[nodiscard]] virtual std::vector<HistoryRow> history(int rows) = 0;
    /// The words of prompts are taken out of the history. False when it could not be written.
    [[nodiscard]] virtual bool forgetPrompts() = 0;
    /// Of this session with its prompts and tool calls, the latest first, at most `rows` of them: those
    /// before `older`, or the last ones.
    [[nodiscard]] virtual std::vector<HistoryRow> story(const QString& session, const HistoryRow* older,
                                                        int rows) = 0;
    /// Those of the last 30 days, in no order.
    [[nodiscard]] virtual std::vector<PastSession> pastSessions() = 0;
    /// For people and the log; empty while all is well.
    [[nodiscard]] virtual QString problem() const = 0;
};

} // namespace tocsin
