// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/pipeline/answer_flow.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

namespace tocsin {

/// The requests that can be answered, and the one in view, even if it no longer can be. The most urgent
/// first: what stops a session before what stops only a subagent, then the oldest.
class RequestListModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role : int { AlertRole = Qt::UserRole, EndedRole };

    /// Both outlive it.
    RequestListModel(const AnswerFlow& answers, const Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    /// Invalid: no such row.
    [[nodiscard]] AlertId alertAt(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(AlertId alert) const;
    /// The most urgent that can be answered, but not `other`; invalid: none.
    [[nodiscard]] AlertId first(AlertId other = {}) const;
    /// The same of one session.
    [[nodiscard]] AlertId firstOf(const QString& sessionId) const;
    /// Empty: no such row.
    [[nodiscard]] QString sessionOf(AlertId alert) const;
    /// How many can be answered.
    [[nodiscard]] int waitingCount() const;
    /// The same of one session.
    [[nodiscard]] int waitingCount(const QString& sessionId) const;
    /// In view: its row stays until another one is. Invalid: none.
    void setViewed(AlertId alert);
    /// How long ago it was.
    void refreshTimes();

Q_SIGNALS:
    /// Those that can be answered are others.
    void waitingChanged();

private:
    struct Row
    {
        AlertId alert;
        QString sessionId;
        QString session; ///< its name
        QString summary;
        RequestKind kind;
        bool isFromSubagent;
        QDateTime askedAt;
        bool hasEnded{false};
    };

    [[nodiscard]] static Row rowOf(const WaitingRequest& request);
    void add(const WaitingRequest& request);
    void end(AlertId alert);
    void removeEnded();
    void remove(std::size_t row);
    [[nodiscard]] std::optional<std::size_t> find(AlertId alert) const;

    const Clock& m_clock;
    std::vector<Row> m_rows;
    AlertId m_viewed{};
};

} // namespace tocsin
