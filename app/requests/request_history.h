// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/pipeline/answer_flow.h"

#include <QAbstractListModel>

#include <optional>
#include <vector>

namespace tocsin {

/// What was asked since the app started, the latest first: what a person decided and whether that took, and
/// what was asked or waited while they were away.
class RequestHistory final : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role : int {
        AnsweredRole = Qt::UserRole, ///< bool: a person decided
        AnsweredAtRole,              ///< UTC
        AwayRole                     ///< bool: it belongs to the last absence
    };

    /// Both outlive it.
    RequestHistory(const AnswerFlow& answers, const Clock& clock, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

    /// A new absence begins its list from the start; what still waits belongs to it.
    void setAway(bool isAway);
    /// Back from the last absence, and something was asked in it.
    [[nodiscard]] bool hasAwayReport() const;
    /// What was asked, in one line; empty if that is no longer known.
    [[nodiscard]] QString summaryOf(AlertId alert) const;
    /// In another language.
    void retranslate();

Q_SIGNALS:
    /// hasAwayReport() may have changed.
    void awayReportChanged();

private:
    struct Entry
    {
        AlertId alert;
        QString session;
        RequestKind kind;
        QString summary;
        QDateTime askedAt;
        bool isWaiting{true};
        bool isOfAbsence{false};
        QDateTime answeredAt{};
        std::optional<Decision> decision{};
        AnswerChannel channel{AnswerChannel::Window};
        AnswerOutcome outcome{AnswerOutcome::Sent};
    };

    void asked(const WaitingRequest& request);
    void decided(const WaitingRequest& request, const Decision& decision, AnswerChannel channel);
    /// What `how` changes of one entry.
    void change(AlertId alert, const std::function<void(Entry&)>& how);
    [[nodiscard]] static QString textOf(const Entry& entry);
    [[nodiscard]] static QString stateOf(const Entry& entry);

    const Clock& m_clock;
    std::vector<Entry> m_entries;
    bool m_isAway{false};
};

} // namespace tocsin
