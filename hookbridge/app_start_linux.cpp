// SPDX-License-Identifier: MIT
#include "core/ipc/auto_start_guard.h"
#include "core/ipc/paths.h"
#include "core/system/display.h"
#include "hookbridge/app_start.h"

#include <QByteArray>
#include <QFile>

#include <array>
#include <climits>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Variables with these prefixes are not passed on to the app, except our own (CLAUDE_SMS_*).
constexpr std::array<std::string_view, 8> NotHandedOn{
    "CLAUDE", "ANTHROPIC", "AI_AGENT=", "NODE_OPTIONS=", "GIT_EDITOR=", "COREPACK_", "OTEL_", "MCP_"};
/// These belong to the program that the terminal was started for.
constexpr std::array<std::string_view, 2> OfAnotherStart{"DESKTOP_STARTUP_ID=", "XDG_ACTIVATION_TOKEN="};
constexpr std::string_view Ours{"CLAUDE_SMS_"};

bool isSet(const char* name)
{
    return !qEnvironmentVariableIsEmpty(name);
}

/// A socket that the user names may be another computer's, and ssh says that the person is at one.
bool isWanted(const AutoStartGuard& guard)
{
    const bool hasDisplay = isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
    return hasDisplay && !isSet("SSH_CONNECTION") && !socketPathFromEnvironment() && guard.mayStart();
}

template<size_t N>
bool beginsWithOneOf(std::string_view variable, const std::array<std::string_view, N>& names)
{
    for (const std::string_view name : names) {
        if (variable.substr(0, name.size()) == name)
            return true;
    }
    return false;
}

std::vector<char*> cleanEnvironment()
{
    std::vector<char*> clean;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        const std::string_view text{*variable};
        const bool ours = text.substr(0, Ours.size()) == Ours;
        if (ours || (!beginsWithOneOf(text, NotHandedOn) && !beginsWithOneOf(text, OfAnotherStart)))
            clean.push_back(*variable);
    }
    clean.push_back(nullptr);
    return clean;
}

/// The one that came with us, if there is one; else what PATH finds.
QByteArray program()
{
    std::array<char, PATH_MAX> self{};
    const ssize_t size = ::readlink("/proc/self/exe", self.data(), self.size());
    QByteArray path{self.data(), size > 0 ? size : 0};
    path.truncate(path.lastIndexOf('/') + 1);
    path += "tocsin";
    return ::access(path.constData(), X_OK) == 0 ? path : "tocsin"_ba;
}

bool spawn()
{
    posix_spawnattr_t attributes{};
    posix_spawn_file_actions_t files{};
    if (::posix_spawnattr_init(&attributes) != 0)
        return false;
    if (::posix_spawn_file_actions_init(&files) != 0) {
        ::posix_spawnattr_destroy(&attributes);
        return false;
    }
    sigset_t signals{};
    sigemptyset(&signals);
    ::posix_spawnattr_setsigmask(&attributes, &signals);
    sigfillset(&signals); // some are ignored here, others by whoever runs us, and that is inherited
    ::posix_spawnattr_setsigdefault(&attributes, &signals);
    ::posix_spawnattr_setflags(&attributes,
                               POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    ::posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    ::posix_spawn_file_actions_addchdir_np(&files, "/"); // a project's folder could not be unmounted

    QByteArray name = program();
    QByteArray hidden{"--hidden"};
    const std::array<char*, 3> arguments{name.data(), hidden.data(), nullptr};
    const std::vector<char*> environment = cleanEnvironment();
    pid_t pid = 0;
    const int error =
        ::posix_spawnp(&pid, name.constData(), &files, &attributes, arguments.data(), environment.data());
    ::posix_spawn_file_actions_destroy(&files);
    ::posix_spawnattr_destroy(&attributes);
    return error == 0;
}

} // namespace

AppStart startApp()
{
    const AutoStartGuard guard{stateDir()};
    if (!isWanted(guard))
        return AppStart::NotWanted;
    if (!isLocalDisplayUp())
        return AppStart::NoDisplay;
    if (!guard.takeTurn())
        return AppStart::TriedLately;
    return spawn() ? AppStart::Started : AppStart::Failed;
}

} // namespace tocsin
