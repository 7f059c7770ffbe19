// SPDX-License-Identifier: MIT
#include "core/pipeline/request_router.h"

#include "core/ipc/protocol.h"
#include "core/ipc/relayed_hook.h"
#include "core/pipeline/command_handler.h"
#include "core/pipeline/event_pipeline.h"

#include <algorithm>
#include <utility>

namespace tocsin {

RequestRouter::RequestRouter(EventPipeline& companion, CommandHandler& commands, QString spoolFolder,
                             QObject* parent)
    : QObject{parent}
    , m_companion{companion}
    , m_commands{commands}
    , m_spoolFolder{std::move(spoolFolder)}
{}

void RequestRouter::route(const QJsonObject& request, const Reply& reply)
{
    switch (ipc::typeOf(request)) {
    case ipc::RequestType::Hook:
        // Acknowledged when it is safe: until then hookbridge keeps it.
        m_companion.takeHook(request);
        reply.ok();
        break;
    case ipc::RequestType::Spooled:
        if (takeSpool(request))
            reply.ok();
        else
            reply.fail(ipc::ErrorCode::Busy, {});
        break;
    case ipc::RequestType::Raise:
        reply.ok();
        Q_EMIT raiseRequested();
        break;
    default:
        m_commands.handle(request, [reply](const QJsonObject& answer) { reply.send(answer); });
    }
}

/// True once all of it is on our disk.
bool RequestRouter::takeSpool(const QJsonObject& request) const
{
    const QList<QJsonObject> hooks = ipc::SpooledRequest::fromJson(request).hooks;
    return std::all_of(hooks.begin(), hooks.end(),
                       [this](const QJsonObject& hook) { return !spoolRelayedHook(m_spoolFolder, hook); });
}

} // namespace tocsin
