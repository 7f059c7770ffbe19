// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/replies.h"
#include "core/pipeline/doctor_checks.h"

#include <QObject>
#include <QString>

#include <functional>
#include <optional>

namespace tocsin {

class ApiClient;
class EventPipeline;
class Login;
class PresenceMonitor;
class Settings;
class StateStore;
struct LocalMachine;
struct StatusFacts;

/// Looks at all that the running app knows of its own state, and at the server. What can be seen without the
/// app is in local_checks.h.
class Doctor final : public QObject
{
    Q_OBJECT
public:
    /// All of these outlive it.
    struct Dependencies
    {
        const EventPipeline& pipeline;
        const Login& login;
        const Settings& settings;
        const Notifier& notifier;
        const StateStore& store;
        const LocalMachine& machine;
        ApiClient& api;
        PresenceMonitor& presence;
        std::function<StatusFacts()> facts;
        QString stateFolder; ///< stateDir()
    };
    explicit Doctor(Dependencies parts, QObject* parent = nullptr);

    /// Whether the tray icon is shown; without it there is no display.
    void setTray(std::function<bool()> isIconShown) { m_isIconShown = std::move(isIconShown); }
    /// setTray() was called.
    [[nodiscard]] bool hasDisplay() const { return m_isIconShown != nullptr; }

    /// `done` runs later, once, when the server and the sources of presence have answered, or their time is
    /// over.
    void examine(const std::function<void(const QList<ipc::Check>&)>& done);
    /// The same, and localChecks() before it, as they are for the app: those read files, in another thread.
    void examineAll(const std::function<void(const QList<ipc::Check>&)>& done);

private:
    [[nodiscard]] QList<ipc::Check> checks(const ServerFacts& server) const;
    [[nodiscard]] SessionFacts sessionFacts() const;

    Dependencies m_parts;
    std::function<bool()> m_isIconShown;
};

} // namespace tocsin
