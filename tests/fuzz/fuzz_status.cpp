// SPDX-License-Identifier: MIT
// A status file, as any version of Claude Code may write it, whole or half.
#include "core/claude/status/claude_status.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace tocsin;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArrayView json{reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)};
    const std::optional<ClaudeStatus> status = parseClaudeStatus(json);
    if (!status)
        return 0;
    if (status->pid <= 0)
        std::abort();
    ClaudeProcess process{
        .pid = status->pid, .startTime = status->procStart, .pidNamespace = status->pidNamespace};
    // Where both sides say the same number, it is the same process; another pid never is.
    bool isNumber = !process.startTime.isEmpty();
    for (const QChar c : process.startTime)
        isNumber = isNumber && c >= u'0' && c <= u'9';
    if (isNumber && !isOfProcess(*status, process))
        std::abort();
    process.startTime = u"1764124274000000"_s;
    static_cast<void>(isOfProcess(*status, process));
    process.pid = status->pid == 1 ? 2 : 1;
    if (isOfProcess(*status, process))
        std::abort();
    return 0;
}
