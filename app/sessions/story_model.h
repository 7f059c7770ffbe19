// SPDX-License-Identifier: MIT
#pragma once

#include "app/sessions/state_mark.h"
#include "app/sessions/story_text.h"
#include "core/alerts/alert.h"
#include "core/base/clock.h"
#include "core/store/state_store.h"

#include <QAbstractListModel>
#include <QDate>

#include <functional>
#include <optional>
#include <vector>

namespace tocsin {

/// What happened in one session, the latest first, from the history. Read in pages, as far as a view scrolls.
class StoryModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    /// What an alert asked, if that is still known; else empty.
    using SummaryOf = std::function<QString(AlertId)>;
    static constexpr int PageSize{100};

    /// Both outlive it.
    StoryModel(StateStore& store, const Clock& clock, SummaryOf summaryOf, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

    /// Empty: none, and nothing is kept.
    void setSession(const QString& sessionId);
    [[nodiscard]] const QString& session() const { return m_session; }
    /// The latest page again: what is new or has changed since. Older rows stay as they were read.
    void refresh();
    /// In another language.
    void reload();

private:
    struct Entry
    {
        qint64 id{0};
        qint64 raisedAt{0}; ///< ms since 1970
        std::optional<StateMark> mark{};
        StoryText text{};

        friend bool operator==(const Entry&, const Entry&) = default;
    };

    [[nodiscard]] std::vector<Entry> nextPage();
    [[nodiscard]] Entry entryOf(const HistoryRow& row) const;
    [[nodiscard]] static bool isLater(const Entry& a, const Entry& b);

    StateStore& m_store;
    const Clock& m_clock;
    SummaryOf m_summaryOf;
    QString m_session;
    std::vector<Entry> m_entries;
    std::vector<HistoryRow> m_latest; ///< as refresh() read them last
    bool m_hasAll{true};
    QDate m_day{}; ///< whose times are said without a date
};

} // namespace tocsin
