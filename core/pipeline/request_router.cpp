// SPDX-License-Identifier: MIT
#include "core/pipeline/request_router.h"

#include "core/pipeline/command_handler.h"
#include "core/pipeline/event_pipeline.h"

namespace tocsin {

using namespace Qt::StringLiterals;

RequestRouter::RequestRouter(EventPipeline& companion, CommandHandler& commands, QObject* parent)
    : QObject{parent}
    , m_companion{companion}
    , m_commands{commands}
{}

void RequestRouter::route(const QJsonObject& request, const Reply& reply)
{
    const QString type = request.value(u"type"_s).toString();
    if (type == "hook"_L1) {
        // Acknowledged when it is safe: until then hookbridge keeps it.
        m_companion.takeHook(request);
        reply.ok();
    } else if (type == "raise"_L1) {
        reply.ok();
        Q_EMIT raiseRequested();
    } else {
        m_commands.handle(request, [reply](const QJsonObject& answer) { reply.send(answer); });
    }
}

} // namespace tocsin
