// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/transcript/transcript_event.h"

#include <QByteArrayList>
#include <QHash>

namespace tocsin {

/// Makes events of a transcript's lines, batch by batch. It remembers the calls that run, so that a result
/// can say which call it is of, and the predecessor, which many lines name.
class TranscriptEventReader final
{
public:
    /// In the order of their times, which is not always the order of their lines; one Activity at most, and
    /// that the last.
    [[nodiscard]] TranscriptEvents read(const QByteArrayList& lines);

private:
    [[nodiscard]] bool isNewPredecessor(const TranscriptEvent& sign);
    void remember(const TranscriptCall& call);
    void complete(TranscriptCall& call);

    QHash<QString, TranscriptCall> m_running;
    QString m_predecessor;
    bool m_isPredecessorExact{false};
};

} // namespace tocsin
