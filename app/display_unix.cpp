// SPDX-License-Identifier: MIT
#include "app/display.h"
#include "core/system/display.h"

#include <QByteArrayList>
#include <QGuiApplication>

#include <cerrno>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tocsin {

namespace {

constexpr unsigned SecondsToAnswer = 5;

/// Qt ends the program when its platform plugin cannot start: no server, no permission to use it, no plugin.
/// So a child tries. `platform`: empty for Qt's own choice.
bool canStart(int argc, char** argv, const QByteArray& platform)
{
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit noCore{.rlim_cur = 0, .rlim_max = 0};
        ::setrlimit(RLIMIT_CORE, &noCore);
        const int null = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
        ::dup2(null, STDOUT_FILENO);
        ::dup2(null, STDERR_FILENO);
        qunsetenv("SESSION_MANAGER"); // it must not see the child come and go
        if (!platform.isEmpty())
            qputenv("QT_QPA_PLATFORM", platform);
        ::alarm(SecondsToAnswer);
        const QGuiApplication trial{argc, argv};
        ::_exit(0);
    }
    int status = 0;
    while (child > 0 && ::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR)
            return false;
    }
    return child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

QByteArrayList otherPlatforms()
{
    QByteArrayList platforms;
    if (!qEnvironmentVariableIsEmpty("DISPLAY"))
        platforms << "xcb";
    if (!qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY"))
        platforms << "wayland";
    return platforms;
}

} // namespace

bool prepareDisplay(int argc, char** argv)
{
    const bool isChosen = !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
    if (isInvisiblePlatform() || (!isChosen && otherPlatforms().isEmpty()))
        return false;
    if (canStart(argc, argv, {}))
        return true;
    if (isChosen)
        return false;
    for (const QByteArray& platform : otherPlatforms()) {
        if (canStart(argc, argv, platform)) {
            qputenv("QT_QPA_PLATFORM", platform);
            return true;
        }
    }
    return false;
}

} // namespace tocsin
