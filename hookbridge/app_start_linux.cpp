// SPDX-License-Identifier: MIT
#include "core/ipc/auto_start_guard.h"
#include "core/ipc/paths.h"
#include "core/ipc/private_folder.h"
#include "hookbridge/app_start.h"

#include <QByteArray>
#include <QFile>

#include <array>
#include <climits>
#include <csignal>
#include <ctime>
#include <fcntl.h>
#include <spawn.h>
#include <string_view>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr std::time_t SecondsBetweenStarts = 10;

/// What Claude Code puts into the environment of what it runs, or has from its user and the app needs not: of
/// the names that begin so none are handed on, but our own.
constexpr std::array<std::string_view, 8> NotHandedOn{
    "CLAUDE", "ANTHROPIC", "AI_AGENT=", "NODE_OPTIONS=", "GIT_EDITOR=", "COREPACK_", "OTEL_", "MCP_"};
/// These belong to the program that the terminal was started for.
constexpr std::array<std::string_view, 2> OfAnotherStart{"DESKTOP_STARTUP_ID=", "XDG_ACTIVATION_TOKEN="};
constexpr std::string_view Ours{"CLAUDE_SMS_"};

bool isSet(const char* name)
{
    return !qEnvironmentVariableIsEmpty(name);
}

/// A display that ssh forwards is another computer's, and so is a socket that the user names.
bool isWanted()
{
    const bool display = isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
    return display && !isSet("SSH_CONNECTION") && !socketPathFromEnvironment() &&
           AutoStartGuard{stateDir()}.mayStart();
}

/// True for one caller in ten seconds, however many come at once.
bool isOurTurn()
{
    if (makePrivateFolder(stateDir()))
        return false;
    const QByteArray path = QFile::encodeName(stateDir() + u"/last-start"_s);
    const int fd = ::open(path.constData(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return false;
    struct stat info
    {};
    bool ours = false;
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0 && ::fstat(fd, &info) == 0) {
        const std::time_t age = ::time(nullptr) - info.st_mtime;
        // One byte says that there has been a start; a file from the future is a clock that was put back.
        ours = info.st_size == 0 || age < 0 || age >= SecondsBetweenStarts;
        ours = ours && ::pwrite(fd, "1", 1, 0) == 1;
    }
    ::close(fd);
    return ours;
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

bool startApp()
{
    return isWanted() && isOurTurn() && spawn();
}

} // namespace tocsin
