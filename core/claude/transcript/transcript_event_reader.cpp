// SPDX-License-Identifier: MIT
#include "core/claude/transcript/transcript_event_reader.h"

#include "core/claude/transcript/transcript_parser.h"

#include <algorithm>
#include <utility>

namespace tocsin {

namespace {
/// Claude runs a handful at once; what never gets its result is not to pile up.
constexpr qsizetype MaxRunning{256};
} // namespace

TranscriptEvents TranscriptEventReader::read(const QByteArrayList& lines)
{
    TranscriptEvents signs;
    QDateTime latest;
    for (const QByteArray& line : lines) {
        for (TranscriptEvent& sign : parseTranscriptLine(line)) {
            if (sign.kind == TranscriptEvent::Kind::Budget)
                judgeBudget(sign);
            if (!sign.at.isValid())
                continue;
            m_latest = m_latest.isValid() ? std::max(m_latest, sign.at) : sign.at;
            latest = latest.isValid() ? std::max(latest, sign.at) : sign.at;
            if (sign.kind == TranscriptEvent::Kind::ToolUse)
                remember(sign.call);
            if (sign.kind == TranscriptEvent::Kind::ToolResult)
                complete(sign.call);
            if (sign.kind == TranscriptEvent::Kind::Predecessor && !isNewPredecessor(sign))
                continue;
            if (sign.kind != TranscriptEvent::Kind::Activity)
                signs.append(std::move(sign));
        }
    }
    std::stable_sort(signs.begin(), signs.end(),
                     [](const TranscriptEvent& a, const TranscriptEvent& b) { return a.at < b.at; });
    if (latest.isValid() && (signs.isEmpty() || signs.constLast().at < latest))
        signs.append({.at = latest});
    return signs;
}

/// No entry says that the budget was reached, and only newer clients say what the last request has cost: it
/// is taken to cost as much as the one before.
void TranscriptEventReader::judgeBudget(TranscriptEvent& sign)
{
    const TranscriptBudget& budget = sign.budget;
    const bool isAtEnd = budget.total <= 0;
    const double total = isAtEnd ? m_budget.total : budget.total;
    const double request = isAtEnd ? 0 : std::max(budget.spent - m_budget.spent, 0.0);
    m_budget = {.spent = budget.spent, .total = total};
    const bool isUsedUp = total > 0 && budget.spent + request >= total;
    sign.kind = isUsedUp ? TranscriptEvent::Kind::BudgetLimit : TranscriptEvent::Kind::Activity;
    if (!sign.at.isValid())
        sign.at = m_latest;
}

/// Each line names one again; after a fork, later ones are of a nearer session.
bool TranscriptEventReader::isNewPredecessor(const TranscriptEvent& sign)
{
    if (m_isPredecessorExact && !sign.isExact)
        return false;
    m_isPredecessorExact = sign.isExact;
    return std::exchange(m_predecessor, sign.sessionId) != sign.sessionId;
}

void TranscriptEventReader::remember(const TranscriptCall& call)
{
    if (m_running.size() >= MaxRunning)
        m_running.clear();
    m_running.insert(call.id, call);
}

void TranscriptEventReader::complete(TranscriptCall& call)
{
    if (const auto known = m_running.constFind(call.id); known != m_running.constEnd()) {
        call = *known;
        m_running.erase(known);
    }
}

} // namespace tocsin
