// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/app_address.h"
#include "core/ipc/file_lock.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace tocsin {

class LocalServer;

/// Why this start goes no further; `message` is for people.
struct StartProblem
{
    bool isMistake{true}; ///< false: Tocsin is already running, and was asked to show its window
    QString message;
};

/// Makes this process the only Tocsin of its state folder and of its socket, for as long as the object lives.
class PrimaryInstance final
{
    Q_DECLARE_TR_FUNCTIONS(PrimaryInstance)
public:
    PrimaryInstance(const QString& stateFolder, QString socketPath);
    ~PrimaryInstance();
    PrimaryInstance(const PrimaryInstance&) = delete;
    PrimaryInstance& operator=(const PrimaryInstance&) = delete;

    /// Lets `server` listen. If another Tocsin is there, asks it to show its window, unless this start is a
    /// `hidden` one. Nothing: done.
    [[nodiscard]] std::optional<StartProblem> start(LocalServer& server, bool hidden);
    /// The desktop's, for this start: hands it to the other Tocsin.
    void setActivationToken(const QString& token) { m_activationToken = token; }

private:
    [[nodiscard]] std::optional<StartProblem> listen(LocalServer& server, bool hidden) const;
    [[nodiscard]] StartProblem alreadyRunning(const QString& socketPath, bool hidden) const;

    QString m_stateFolder;
    QString m_socketPath;
    QString m_activationToken{};
    AppAddress m_address;
    FileLock m_lock;
    bool m_isRecorded{false};
};

} // namespace tocsin
