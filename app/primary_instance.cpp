// SPDX-License-Identifier: MIT
#include "app/primary_instance.h"

#include "core/ipc/local_client.h"
#include "core/ipc/local_server.h"
#include "core/ipc/private_folder.h"
#include "core/ipc/requests.h"

#include <QDeadlineTimer>

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

bool raiseOther(const QString& socketPath, const QString& activationToken)
{
    const Expected<QByteArray, FrameError> frame =
        encodeFrame(ipc::RaiseRequest{.activationToken = activationToken}.toJson());
    return frame && exchange(socketPath, *frame, QDeadlineTimer{2'000}).hasValue();
}

} // namespace

PrimaryInstance::PrimaryInstance(const QString& stateFolder, QString socketPath)
    : m_stateFolder{stateFolder}
    , m_socketPath{std::move(socketPath)}
    , m_address{stateFolder}
{}

PrimaryInstance::~PrimaryInstance()
{
    if (m_isRecorded)
        m_address.clear();
}

std::optional<StartProblem> PrimaryInstance::start(LocalServer& server, bool hidden)
{
    // A folder that cannot be written is reported later; it is no reason not to start.
    if (!makePrivateFolder(m_stateFolder) &&
        m_lock.take(m_stateFolder + u"/lock"_s) == FileLock::Result::HeldByAnother) {
        const QString recorded = m_address.recorded();
        return alreadyRunning(recorded.isEmpty() ? m_socketPath : recorded, hidden);
    }
    m_isRecorded = m_address.record(m_socketPath); // first: whoever reaches the socket may rely on it
    return listen(server, hidden);
}

std::optional<StartProblem> PrimaryInstance::listen(LocalServer& server, bool hidden) const
{
    const std::optional<ListenError> error = server.listen(m_socketPath);
    if (!error)
        return std::nullopt;
    switch (*error) {
    case ListenError::AnotherInstance:
        return alreadyRunning(m_socketPath, hidden);
    case ListenError::UnsafeFolder:
        return StartProblem{.message =
                                tr("Other users can write to the folder of %1, so Tocsin will not use it. "
                                   "Set its owner to you and its mode to 0700.")
                                    .arg(m_socketPath)};
    case ListenError::PathTooLong:
        return StartProblem{.message =
                                tr("The path %1 is too long for a socket. Set TOCSIN_SOCKET to a shorter "
                                   "one.")
                                    .arg(m_socketPath)};
    case ListenError::Refused:
        break;
    }
    return StartProblem{.message =
                            tr("Tocsin cannot listen at %1: %2. Check the folder, or set TOCSIN_SOCKET to "
                               "another path.")
                                .arg(m_socketPath, server.systemError())};
}

StartProblem PrimaryInstance::alreadyRunning(const QString& socketPath, bool hidden) const
{
    if (hidden || raiseOther(socketPath, m_activationToken))
        return {.isMistake = false, .message = tr("Tocsin is already running.")};
    return {.message = tr("Tocsin is already running but is not responding. Quit it and start it again.")};
}

} // namespace tocsin
