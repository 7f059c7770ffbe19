// SPDX-License-Identifier: MIT
#include "core/pipeline/request_router.h"

#include "core/ipc/relayed_hook.h"
#include "core/pipeline/command_handler.h"
#include "core/pipeline/event_pipeline.h"

#include <QJsonArray>

#include <algorithm>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

RequestRouter::RequestRouter(EventPipeline& companion, CommandHandler& commands, QString spoolFolder,
                             QObject* parent)
    : QObject{parent}
    , m_companion{companion}
    , m_commands{commands}
    , m_spoolFolder{std::move(spoolFolder)}
{}

void RequestRouter::route(const QJsonObject& request, const Reply& reply)
{
    const QString type = request.value(u"type"_s).toString();
    if (type == "hook"_L1) {
        // Acknowledged when it is safe: until then hookbridge keeps it.
        m_companion.takeHook(request);
        reply.ok();
    } else if (type == "spooled"_L1) {
        if (takeSpool(request))
            reply.ok();
        else
            reply.fail(u"busy"_s, {});
    } else if (type == "raise"_L1) {
        reply.ok();
        Q_EMIT raiseRequested();
    } else {
        m_commands.handle(request, [reply](const QJsonObject& answer) { reply.send(answer); });
    }
}

/// True once all of it is on our disk.
bool RequestRouter::takeSpool(const QJsonObject& request) const
{
    const QJsonArray hooks = request.value("hooks"_L1).toArray();
    return std::all_of(hooks.begin(), hooks.end(), [this](const QJsonValue& hook) {
        return !spoolRelayedHook(m_spoolFolder, hook.toObject());
    });
}

} // namespace tocsin
