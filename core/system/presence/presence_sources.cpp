// SPDX-License-Identifier: MIT
#include "core/system/presence/presence_sources.h"

#include "core/system/presence/logind_source.h"
#include "core/system/presence/mutter_idle_source.h"
#include "core/system/presence/screen_saver_source.h"
#include "core/system/presence/x_screen_saver_source.h"

#include <QCoreApplication>

#include <unistd.h>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Stands for a source that there is none of, so that diagnostics can say why.
class AbsentSource final : public PresenceSource
{
public:
    AbsentSource(QString name, QString problem)
        : PresenceSource{std::move(name)}
        , m_problem{std::move(problem)}
    {}

protected:
    void begin() override { fail(m_problem); }

private:
    QString m_problem;
};

} // namespace

PresenceSurroundings PresenceSurroundings::fromEnvironment()
{
    return {.display = qgetenv("DISPLAY"),
            .sessionType = qEnvironmentVariable("XDG_SESSION_TYPE"),
            .waylandDisplay = qgetenv("WAYLAND_DISPLAY"),
            .sessionId = qEnvironmentVariable("XDG_SESSION_ID")};
}

bool PresenceSurroundings::isWayland() const
{
    // A terminal multiplexer may keep the variables of an earlier login: the session's type, where it names
    // one, is the login's own.
    if (sessionType == "x11"_L1)
        return false;
    return sessionType == "wayland"_L1 || !waylandDisplay.isEmpty();
}

std::shared_ptr<XConnection> makeXConnection(const PresenceSurroundings& surroundings)
{
    if (surroundings.isWayland() || surroundings.display.isEmpty())
        return nullptr;
    return std::make_shared<XConnection>(surroundings.display);
}

PresenceSources makePresenceSources(const PresenceSurroundings& surroundings, const Clock& clock,
                                    const QDBusConnection& sessionBus, const QDBusConnection& systemBus,
                                    std::shared_ptr<XConnection> x)
{
    PresenceSources sources;
    sources.push_back(std::make_unique<LogindSource>(
        LogindCaller{.sessionId = surroundings.sessionId,
                     .pid = static_cast<uint>(QCoreApplication::applicationPid()),
                     .uid = ::getuid()},
        clock, systemBus));
    for (const ScreenSaverName& name : ScreenSaverSource::all())
        sources.push_back(std::make_unique<ScreenSaverSource>(name, surroundings.isWayland(), sessionBus));
    sources.push_back(std::make_unique<MutterIdleSource>(sessionBus));
    if (x)
        sources.push_back(std::make_unique<XScreenSaverSource>(std::move(x)));
    else
        sources.push_back(std::make_unique<AbsentSource>(
            u"XScreenSaver"_s,
            surroundings.isWayland() ? u"under Wayland, X sees its own windows only"_s : u"no X display"_s));
    return sources;
}

} // namespace tocsin
