// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/local_connection.h"

#include <QObject>

namespace tocsin {

class CommandHandler;
class EventPipeline;

/// Where a request of the local socket goes: hooks to the companion, `raise` to whoever has a window, the
/// rest to the command handler.
class RequestRouter final : public QObject
{
    Q_OBJECT
public:
    RequestRouter(EventPipeline& companion, CommandHandler& commands, QObject* parent = nullptr);

    void route(const QJsonObject& request, const Reply& reply);

Q_SIGNALS:
    /// A second start of the program: show yourself.
    void raiseRequested();

private:
    EventPipeline& m_companion;
    CommandHandler& m_commands;
};

} // namespace tocsin
