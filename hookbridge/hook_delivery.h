// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/spool_writer.h"
#include "hookbridge/app_start.h"
#include "hookbridge/hook_context.h"
#include "hookbridge/hook_document.h"
#include "hookbridge/hook_input.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QJsonObject>

#include <chrono>

namespace tocsin {

/// What both kinds of hook do with an event, and with what becomes of it: each outcome but the usual one is a
/// line in the bridge's log.
class HookDelivery final
{
public:
    HookDelivery(const HookContext& context, const HookInput& input)
        : m_context{context}
        , m_input{input}
    {}

    /// Takes the event to the app, or to the spool when the app does not answer within `time`.
    void tell(std::chrono::milliseconds time) const;

    /// The request of a hook that only tells. Empty, and logged, when the document cannot be handed over.
    [[nodiscard]] QByteArray requestToTell() const;
    /// Hands the spool to an app on another machine first. False when the event has to wait behind it.
    [[nodiscard]] bool relayBefore(const QDeadlineTimer& deadline) const;
    void spool(const QByteArray& request, const QByteArray& why) const;
    void dropped(const QByteArray& reason) const;
    /// True when the app will never take it; otherwise it may later, if it has not.
    [[nodiscard]] static bool isFinalRefusal(const QJsonObject& reply);
    static AppStart startAppAndLog();

private:
    const HookContext& m_context;
    const HookInput& m_input;
};

} // namespace tocsin
