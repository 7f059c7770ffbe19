// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/transcript/transcript_event.h"

#include <QByteArrayList>
#include <QHash>

namespace tocsin {

/// Makes events of a transcript's lines, batch by batch. It remembers the calls that run, so that a result
/// can say which call it is of, the predecessor, which many lines name, and what each request costs.
class TranscriptEventReader final
{
public:
    /// In the order of their times, which is not always the order of their lines; one Activity at most, and
    /// that the last.
    [[nodiscard]] TranscriptEvents read(const QByteArrayList& lines);

private:
    void judgeBudget(TranscriptEvent& sign);
    [[nodiscard]] bool isNewPredecessor(const TranscriptEvent& sign);
    void remember(const TranscriptCall& call);
    void complete(TranscriptCall& call);

    QHash<QString, TranscriptCall> m_running;
    TranscriptBudget m_budget;
    QDateTime m_latest;
    QString m_predecessor;
    bool m_isPredecessorExact{false};
};

} // namespace tocsin
