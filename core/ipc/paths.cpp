// SPDX-License-Identifier: MIT
#include "core/ipc/paths.h"

#include <QDir>
#include <QFile>

#include <sys/stat.h>
#include <unistd.h>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {
/// The XDG specification has relative paths ignored.
QString absoluteFrom(const char* variable)
{
    const QString value = qEnvironmentVariable(variable);
    return value.startsWith(u'/') ? value : QString{};
}

/// What su without a login leaves in the environment.
bool isOfAnotherUser(const QString& folder)
{
    struct stat info
    {};
    return ::stat(QFile::encodeName(folder).constData(), &info) == 0 && info.st_uid != ::geteuid();
}

bool isPrivateFolder(const QString& folder)
{
    struct stat info
    {};
    return ::lstat(QFile::encodeName(folder).constData(), &info) == 0 && S_ISDIR(info.st_mode) &&
           info.st_uid == ::geteuid() && (info.st_mode & 0777) == 0700;
}

QString runtimeDir()
{
    if (const QString named = absoluteFrom("XDG_RUNTIME_DIR"); !named.isEmpty() && !isOfAnotherUser(named))
        return named;
    const QString usual = u"/run/user/%1"_s.arg(::geteuid());
    return isPrivateFolder(usual) ? usual : QString{};
}
} // namespace

bool socketPathFromEnvironment()
{
    return !absoluteFrom("TOCSIN_SOCKET").isEmpty();
}

QString socketPath()
{
    if (const QString named = absoluteFrom("TOCSIN_SOCKET"); !named.isEmpty())
        return named;
    if (const QString runtime = runtimeDir(); !runtime.isEmpty())
        return runtime + u"/tocsin/tocsin.sock"_s;
    return u"/tmp/tocsin-%1/tocsin.sock"_s.arg(::geteuid());
}

QString configDir()
{
    const QString config = absoluteFrom("XDG_CONFIG_HOME");
    return (config.isEmpty() ? QDir::homePath() + u"/.config"_s : config) + u"/tocsin"_s;
}

QString settingsFile()
{
    return configDir() + u"/tocsin.conf"_s;
}

QString stateDir()
{
    const QString state = absoluteFrom("XDG_STATE_HOME");
    return (state.isEmpty() ? QDir::homePath() + u"/.local/state"_s : state) + u"/tocsin"_s;
}

QString spoolDir()
{
    return stateDir() + u"/spool"_s;
}

QString logDir()
{
    return stateDir() + u"/log"_s;
}

} // namespace tocsin
