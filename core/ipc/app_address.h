// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/local_client.h"

#include <QString>

#include <functional>

namespace tocsin {

/// Where the running app listens, as a file in its state folder: programs whose environment names another
/// runtime directory (tmux, su, cron) find it there. `stateFolder`: stateDir().
class AppAddress final
{
public:
    explicit AppAddress(const QString& stateFolder);

    /// False when it cannot be written.
    [[nodiscard]] bool record(const QString& socketPath) const;
    void clear() const;
    /// Empty when there is none. A crash leaves it behind.
    [[nodiscard]] QString recorded() const;

private:
    QString m_file;
};

/// Sends one frame to this user's app, as exchange() does: at socketPath(), and if nothing listens there and
/// the user has not named the socket, where the app has recorded that it listens. The app has to be ours,
/// unless root has named the socket. Removes a named socket on
/// which nothing listens any more.
[[nodiscard]] Expected<QJsonObject, ClientError> callApp(const QByteArray& frame, QDeadlineTimer deadline);

/// One try to reach the app at a path.
using CallAt = std::function<Expected<QJsonObject, ClientError>(const QString& socketPath, PeerCheck check)>;
/// The same, with `call` at each place in turn while nothing listens there.
[[nodiscard]] Expected<QJsonObject, ClientError> callApp(const CallAt& call);

} // namespace tocsin
