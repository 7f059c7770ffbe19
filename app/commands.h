// SPDX-License-Identifier: MIT
#pragma once

namespace tocsin {

/// True when the first argument is a command, or a word in the place of one, and not an option of the app.
[[nodiscard]] bool namesCommand(int argc, char** argv);

/// Runs the command, without a display. The exit code.
[[nodiscard]] int runCommand(int argc, char** argv);

} // namespace tocsin
