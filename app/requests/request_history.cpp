// SPDX-License-Identifier: MIT
#include "app/requests/request_history.h"

#include "app/requests/request_text.h"

#include <QLocale>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
/// As many as anybody scrolls through; those that wait are kept beyond it.
constexpr std::size_t MaxEntries{200};
} // namespace

RequestHistory::RequestHistory(const AnswerFlow& answers, const Clock& clock, QObject* parent)
    : QAbstractListModel{parent}
    , m_clock{clock}
{
    for (const WaitingRequest* request : answers.waiting())
        asked(*request);
    connect(&answers, &AnswerFlow::answerable, this, &RequestHistory::asked);
    connect(&answers, &AnswerFlow::notAnswerable, this,
            [this](AlertId alert) { change(alert, [](Entry& entry) { entry.isWaiting = false; }); });
    connect(&answers, &AnswerFlow::decided, this, &RequestHistory::decided);
    connect(&answers, &AnswerFlow::outcomeChanged, this, [this](AlertId alert, AnswerOutcome outcome) {
        change(alert, [outcome](Entry& entry) { entry.outcome = outcome; });
    });
}

int RequestHistory::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant RequestHistory::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Entry& entry = m_entries[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(entry);
    case Qt::ToolTipRole: // whole lines
        return u"<p style='white-space:pre-wrap'>"_s + textOf(entry).toHtmlEscaped() + u"</p>"_s;
    case AnsweredRole:
        return entry.decision.has_value();
    case AnsweredAtRole:
        return entry.answeredAt;
    case AwayRole:
        return entry.isOfAbsence;
    default:
        return {};
    }
}

QString RequestHistory::textOf(const Entry& entry)
{
    const QDateTime at = entry.decision ? entry.answeredAt : entry.askedAt;
    return u"%1 · %2\n%3\n%4"_s.arg(QLocale{}.toString(at.toLocalTime().time(), QLocale::ShortFormat),
                                    requestTitle(entry.session, entry.kind), entry.summary, stateOf(entry));
}

QString RequestHistory::stateOf(const Entry& entry)
{
    if (entry.decision) {
        //: %1 is what was decided, such as: Allowed once; %2 is where: in the window
        return tr("%1 %2.").arg(decisionText(*entry.decision), channelText(entry.channel)) + u'\n' +
               outcomeText(entry.outcome);
    }
    return entry.isWaiting ? tr("Still waiting") : tr("No longer waiting; not answered in Tocsin");
}

void RequestHistory::setAway(bool isAway)
{
    if (isAway == m_isAway)
        return;
    m_isAway = isAway;
    if (isAway) {
        for (Entry& entry : m_entries)
            entry.isOfAbsence = entry.isWaiting;
        if (!m_entries.empty())
            Q_EMIT dataChanged(index(0), index(rowCount() - 1), {AwayRole});
    }
    Q_EMIT awayReportChanged();
}

bool RequestHistory::hasAwayReport() const
{
    return !m_isAway && std::any_of(m_entries.begin(), m_entries.end(),
                                    [](const Entry& entry) { return entry.isOfAbsence; });
}

QString RequestHistory::summaryOf(AlertId alert) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [alert](const Entry& entry) { return entry.alert == alert; });
    return found == m_entries.end() ? QString{} : found->summary;
}

void RequestHistory::retranslate()
{
    if (!m_entries.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {Qt::DisplayRole});
}

void RequestHistory::asked(const WaitingRequest& request)
{
    if (m_entries.size() >= MaxEntries && !m_entries.back().isWaiting) {
        beginRemoveRows({}, rowCount() - 1, rowCount() - 1);
        m_entries.pop_back();
        endRemoveRows();
    }
    beginInsertRows({}, 0, 0);
    m_entries.insert(m_entries.begin(), {.alert = request.alert,
                                         .session = request.sessionName,
                                         .kind = request.kind,
                                         .summary = requestSummary(request),
                                         .askedAt = request.askedAt,
                                         .isOfAbsence = m_isAway});
    endInsertRows();
}

void RequestHistory::decided(const WaitingRequest& request, const Decision& decision, AnswerChannel channel)
{
    change(request.alert, [&](Entry& entry) {
        entry.decision = decision;
        entry.channel = channel;
        entry.answeredAt = m_clock.nowUtc();
    });
}

void RequestHistory::change(AlertId alert, const std::function<void(Entry&)>& how)
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [alert](const Entry& entry) { return entry.alert == alert; });
    if (found == m_entries.end())
        return;
    how(*found);
    const QModelIndex changed = index(static_cast<int>(found - m_entries.begin()));
    Q_EMIT dataChanged(changed, changed);
}

} // namespace tocsin
