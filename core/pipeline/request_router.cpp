// SPDX-License-Identifier: MIT
#include "core/pipeline/request_router.h"

#include "core/ipc/relayed_hook.h"
#include "core/ipc/replies.h"
#include "core/ipc/requests.h"
#include "core/ipc/waiting_protocol.h"
#include "core/logging/categories.h"
#include "core/pipeline/answer_flow.h"
#include "core/pipeline/command_handler.h"
#include "core/pipeline/event_pipeline.h"

#include <algorithm>
#include <utility>

namespace tocsin {

RequestRouter::RequestRouter(EventPipeline& companion, AnswerFlow& answers, CommandHandler& commands,
                             QString spoolFolder, QObject* parent)
    : QObject{parent}
    , m_companion{companion}
    , m_answers{answers}
    , m_commands{commands}
    , m_spoolFolder{std::move(spoolFolder)}
{}

void RequestRouter::route(const QJsonObject& request, const Reply& reply)
{
    switch (ipc::typeOf(request)) {
    case ipc::RequestType::Hook:
        if (const auto wait = ipc::WaitRequest::fromJson(request))
            return m_answers.takeHook(request, *wait, reply);
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
        Q_EMIT raiseRequested(ipc::RaiseRequest::fromJson(request).activationToken);
        break;
    case ipc::RequestType::Quit:
        qCInfo(logIpc) << "asked to quit over the local socket";
        reply.ok();
        Q_EMIT quitRequested();
        break;
    case ipc::RequestType::Unknown: // a decision among them: the socket brings none
        qCWarning(logIpc) << "refused a request of an unknown type";
        [[fallthrough]];
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
