// SPDX-License-Identifier: MIT
// The lines of a transcript, read in two batches, and what an engine makes of them.
#include "core/base/utc_time.h"
#include "core/claude/transcript/transcript_event_reader.h"
#include "core/pipeline/engine.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

class NoTranscripts final : public TranscriptProbe
{
public:
    [[nodiscard]] std::optional<QDateTime> modifiedAt(const QString&) const override { return {}; }
};

class NoBranches final : public BranchProbe
{
public:
    [[nodiscard]] QString branchOf(const QString&) const override { return {}; }
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArrayList lines =
        QByteArray{reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)}.split('\n');
    const NoTranscripts transcripts;
    const NoBranches branches;
    Engine engine{{}, {.transcripts = transcripts, .branches = branches, .newKey = &QUuid::createUuid}};
    const QDateTime now = utcFromMSecs(1'800'000'000'000LL);
    static_cast<void>(engine.startByUser(u"s"_s, {}, u"/"_s, now));
    TranscriptEventReader reader;
    for (const QByteArrayList& batch : {lines.mid(0, lines.size() / 2), lines.mid(lines.size() / 2)}) {
        const TranscriptEvents signs = reader.read(batch);
        for (qsizetype i = 1; i < signs.size(); ++i) {
            if (signs.at(i).at < signs.at(i - 1).at)
                std::abort();
        }
        static_cast<void>(engine.applyTranscript(u"s"_s, signs, now));
    }
    if (const auto due = engine.nextDeadline())
        static_cast<void>(engine.tick(std::max(*due, now)));
    return 0;
}
