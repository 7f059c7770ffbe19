// SPDX-License-Identifier: MIT
#include "core/ipc/app_address.h"

#include "core/ipc/paths.h"
#include "core/ipc/stale_socket.h"

#include <QFile>
#include <QSaveFile>

#include <unistd.h>

namespace tocsin {

using namespace Qt::StringLiterals;

AppAddress::AppAddress(const QString& stateFolder)
    : m_file{stateFolder + u"/socket"_s}
{}

bool AppAddress::record(const QString& socketPath) const
{
    QSaveFile file{m_file};
    return file.open(QIODevice::WriteOnly) && file.write(QFile::encodeName(socketPath)) > 0 && file.commit();
}

void AppAddress::clear() const
{
    QFile::remove(m_file);
}

QString AppAddress::recorded() const
{
    QFile file{m_file};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QString path = QFile::decodeName(file.read(MaxSocketPath + 1));
    return path.startsWith(u'/') ? path : QString{};
}

Expected<QJsonObject, ClientError> callApp(const QByteArray& frame, QDeadlineTimer deadline)
{
    return callApp(
        [&](const QString& path, PeerCheck check) { return exchange(path, frame, deadline, check); });
}

Expected<QJsonObject, ClientError> callApp(const CallAt& call)
{
    const QString usual = socketPath();
    // Root in a container that the app's socket was mounted into: who names the socket knows whose it is.
    const bool isNamedByRoot = socketPathFromEnvironment() && ::geteuid() == 0;
    auto answer = call(usual, isNamedByRoot ? PeerCheck::AnyUser : PeerCheck::OurUser);
    if (answer || answer.error() != ClientError::NotRunning)
        return answer;
    if (socketPathFromEnvironment()) {
        removeStaleSocket(usual);
        return answer;
    }
    const QString recorded = AppAddress{stateDir()}.recorded();
    return recorded.isEmpty() || recorded == usual ? answer : call(recorded, PeerCheck::OurUser);
}

} // namespace tocsin
