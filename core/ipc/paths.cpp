// SPDX-License-Identifier: MIT
#include "core/ipc/paths.h"

#include <QDir>

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
} // namespace

bool socketPathFromEnvironment()
{
    return !absoluteFrom("TOCSIN_SOCKET").isEmpty();
}

QString socketPath()
{
    if (const QString named = absoluteFrom("TOCSIN_SOCKET"); !named.isEmpty())
        return named;
    if (const QString runtime = absoluteFrom("XDG_RUNTIME_DIR"); !runtime.isEmpty())
        return runtime + u"/tocsin/tocsin.sock"_s;
    return u"/tmp/tocsin-%1/tocsin.sock"_s.arg(::getuid());
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
