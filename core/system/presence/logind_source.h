// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/system/presence/dbus_presence_source.h"

#include <QVariantMap>

namespace tocsin {

/// Which process asks.
struct LogindCaller
{
    QString sessionId{}; ///< XDG_SESSION_ID; may be of a session that has ended
    uint pid{0};
    uint uid{0};
};

/// What systemd-logind says of the person's session, on the system bus: whether it is on the screen and
/// locked; of a session on a terminal its idle time, of a graphical one whether the desktop calls it idle.
/// That is the session of `sessionId`, else of the process, else the one that logind calls the user's display
/// (programs that the user's systemd starts are in no session).
class LogindSource final : public DBusPresenceSource
{
    Q_OBJECT
public:
    /// `clock` outlives it.
    LogindSource(LogindCaller caller, const Clock& clock, const QDBusConnection& systemBus,
                 QObject* parent = nullptr);

    void listen(bool on) override;

protected:
    void begin() override;

private Q_SLOTS:
    void onPropertiesChanged(const QString& interface, const QVariantMap& values, const QStringList& names);

private:
    enum class Way : uint8_t { SessionId, Process, Display, None };

    void find(Way way);
    void findDisplay();
    void read(const QString& path, Way next);
    void take(const QString& path, const QVariantMap& session, Way next);
    [[nodiscard]] PresenceFact factOf(const QVariantMap& session) const;
    void remember(const QString& path);

    LogindCaller m_caller;
    const Clock& m_clock;
    QString m_path; ///< of the session that answered last
    bool m_isListening{false};
};

} // namespace tocsin
