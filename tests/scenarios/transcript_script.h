// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/transcript/transcript_event_reader.h"

#include <QByteArrayList>
#include <QDateTime>
#include <QJsonArray>

namespace tocsin::test {

/// The transcript of one session, written by a scenario and read by the real reader.
class TranscriptScript final
{
public:
    /// Lines as Claude Code writes them, for `prompt`, `interrupt`, `text`, `{"use", "tool", "input"}` or
    /// `{"result"}`; what has a `subagent` is written as its own. What is new in them.
    [[nodiscard]] TranscriptEvents write(const QJsonArray& entries, const QDateTime& at);
    /// All of it, as a program sees it that has just started.
    [[nodiscard]] TranscriptEvents readAnew();

private:
    QByteArrayList m_lines;
    TranscriptEventReader m_reader;
};

} // namespace tocsin::test
