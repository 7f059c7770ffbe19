// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/web_server.h"
#include "server/limit_settings.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <variant>

namespace tocsin::server {

/// What the program ends with; --help lists them.
enum class ExitCode : int { Ok = 0, Usage = 64, CannotListen = 69, CannotStore = 73, BadConfiguration = 78 };

/// What the program is to do.
enum class Command : uint8_t {
    Serve,
    Check, ///< say whether the configuration works, and end
    ListLogins,
    RevokeLogin
};

struct Options
{
    Command command{Command::Serve};
    std::string loginId; ///< of RevokeLogin
    ListenAt listen{"127.0.0.1", 3000};
    std::optional<ListenAt> metrics{}; ///< none: they are not served on a listener of their own
    std::string dataDir;               ///< empty: the default
    std::string smsLog;                ///< empty: none
    std::optional<std::set<std::string>> countries{}; ///< none: the usual ones; empty: all
    int dailyTexts{0};                                ///< 0: the built-in limit
    LimitValues limits{};                             ///< those that are set
    std::chrono::seconds lookEvery{60};               ///< for what another server left
    std::chrono::seconds lookWhenIdle{3600};          ///< the same while no session is open and no text waits
    std::optional<int> reservedTexts{};               ///< none: the environment's, or the built-in number
};

/// Why metrics are not served at an address that others can reach.
inline constexpr const char* NoPublicMetrics = "--metrics takes a loopback address: whoever can connect may "
                                               "read them. METRICS_TOKEN serves them with the API, for "
                                               "who has it";

/// Why that METRICS_TOKEN is refused; empty for a good one, or none.
[[nodiscard]] std::string whyNoMetricsToken(const std::string& token);

/// Reads the command line. When there is nothing to run (--help, --version, a mistake) it has said so on
/// `out` or `err`, and the exit code comes back.
[[nodiscard]] std::variant<Options, ExitCode> readOptions(int argc, char** argv, std::ostream& out,
                                                          std::ostream& err);

} // namespace tocsin::server
