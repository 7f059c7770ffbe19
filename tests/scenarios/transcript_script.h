// SPDX-License-Identifier: MIT
#pragma once

#include "core/transcript/sign_reader.h"

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
    [[nodiscard]] TranscriptSigns write(const QJsonArray& entries, const QDateTime& at);
    /// All of it, as a program sees it that has just started.
    [[nodiscard]] TranscriptSigns readAnew();

private:
    QByteArrayList m_lines;
    SignReader m_reader;
};

} // namespace tocsin::test
