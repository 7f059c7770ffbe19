// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <set>

namespace tocsin {

/// What is said beside a call before a person allows it.
enum class RiskSign : uint8_t {
    RunsAsRoot,      ///< sudo and its like
    DeletesTrees,    ///< rm -r, git clean, …
    RewritesHistory, ///< a forced push, a hard reset
    FeedsShell,      ///< what it runs comes from elsewhere
    TouchesDisks,    ///< devices, file systems
    TouchesKeys,     ///< keys, passwords, tokens
    ChangesSettings, ///< of Claude Code, Tocsin, the shell, Git or the system
    HidesText,       ///< characters that cannot be seen
    EndsPrograms,    ///< shuts down, ends all of them
    RunsUnknown,     ///< a script, make, a package's program: not dangerous, but not shown either
    OnOwnList        ///< the person calls it dangerous
};

enum class RiskLevel : uint8_t {
    Harmless, ///< it reads, or is one of a few known commands
    Ordinary, ///< a person has to look at it
    Dangerous ///< and to confirm it by another act
};

struct CallRisk
{
    RiskLevel level{RiskLevel::Ordinary};
    std::set<RiskSign> signs{};

    friend bool operator==(const CallRisk&, const CallRisk&) = default;
};

/// Of a tool call of Claude. `resolve` follows symbolic links; it gets absolute paths.
[[nodiscard]] CallRisk riskOfCall(const QString& tool, const QJsonObject& input, const QString& folder,
                                  const std::function<QString(const QString&)>& resolve = {});

/// `risk`, and dangerous if one of these regular expressions, case ignored, is found in the command, or in
/// the tool's name and its input as JSON. It never becomes less.
[[nodiscard]] CallRisk withOwnList(CallRisk risk, const QString& tool, const QJsonObject& input,
                                   const QStringList& patterns);

} // namespace tocsin
