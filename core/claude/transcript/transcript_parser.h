// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/transcript/transcript_event.h"

#include <QByteArrayView>

namespace tocsin {

/// Reads one line of a transcript (JSON lines). Nothing comes of what is no entry, is cut, or has no time; of
/// an entry that is not known, the sign that there was one.
[[nodiscard]] TranscriptEvents parseTranscriptLine(QByteArrayView line);

} // namespace tocsin
