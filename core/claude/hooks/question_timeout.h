// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <chrono>
#include <optional>

namespace tocsin {

/// The administrator's settings for Claude Code.
[[nodiscard]] QString managedSettingsFile();

/// How long Claude Code (2.1.330 on) lets a question in the terminal wait before it goes on without an
/// answer: `askUserQuestionTimeout` of `managedFile` and of the person's settings in `configFolder`. A
/// project's settings do not count; the command line's are not known. Empty if there is no limit.
[[nodiscard]] std::optional<std::chrono::seconds>
questionTimeout(const QString& configFolder, const QString& managedFile = managedSettingsFile());

} // namespace tocsin
