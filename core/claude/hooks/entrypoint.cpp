// SPDX-License-Identifier: MIT
#include "core/claude/hooks/entrypoint.h"

#include <algorithm>
#include <array>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
/// Programs that drive Claude Code, besides the SDKs.
constexpr std::array UnattendedEntrypoints{"mcp"_L1, "claude-code-github-action"_L1, "local-agent"_L1};
} // namespace

bool isUnattended(const HookOrigin& origin)
{
    if (!origin.attended.isEmpty())
        return origin.attended == "0"_L1;
    return origin.entrypoint.startsWith("sdk-"_L1) ||
           std::find(UnattendedEntrypoints.begin(), UnattendedEntrypoints.end(), origin.entrypoint) !=
               UnattendedEntrypoints.end();
}

bool isOfTerminal(const HookOrigin& origin)
{
    // `claude --bg` reports `cli` and unattended (2.1.330); a terminal can attach to it.
    return origin.entrypoint == "cli"_L1 || (origin.entrypoint.isEmpty() && !isUnattended(origin));
}

} // namespace tocsin
