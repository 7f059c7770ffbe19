// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <cstdint>

namespace tocsin {

/// A tool call, as a transcript shows it: its begin and its end are lines of their own.
struct TranscriptCall
{
    QString id{}; ///< tool_use_id
    QString tool{};
    QByteArray input{};  ///< digestOf() its input
    QDateTime begunAt{}; ///< UTC; invalid when its begin was not seen
};

/// What an entry of a transcript tells. A transcript is undocumented and read tolerantly: it says that
/// something goes on and that something was answered, and is never the only reason for an alert.
struct TranscriptEvent
{
    enum class Kind : uint8_t {
        Activity,   ///< anything with a time, a subagent's entries too
        Prompt,     ///< a person wrote
        ToolUse,    ///< a call begins; it may still wait for a permission
        ToolResult, ///< it has ended, was refused, or its question was answered
        Interrupt   ///< Esc, or a "no" without a word: no hook tells of it
    };

    Kind kind{Kind::Activity};
    QDateTime at{}; ///< UTC, as the entry says
    TranscriptCall call{};
};

using TranscriptEvents = QList<TranscriptEvent>;

} // namespace tocsin
