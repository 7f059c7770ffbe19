// SPDX-License-Identifier: MIT
#include "hookbridge/hook_delivery.h"

#include "core/ipc/app_address.h"
#include "core/ipc/frame.h"
#include "core/ipc/paths.h"
#include "core/ipc/replies.h"
#include "core/ipc/requests.h"
#include "hookbridge/bridge_log.h"
#include "hookbridge/spool_relay.h"

#include <QJsonDocument>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// Room for the header in a frame.
constexpr qsizetype MaxEvent = static_cast<qsizetype>(MaxFramePayload) - 32 * 1024;

/// A command's arguments can hold a phone number or a code, and the spool is a disk: `/name` is all that is
/// kept.
QByteArray withoutArguments(const HookDocument& event)
{
    const QString prompt = event.object.value("prompt"_L1).toString();
    if (!prompt.startsWith(u'/'))
        return event.json;
    const auto end = std::find_if(prompt.begin(), prompt.end(), [](QChar c) { return c.isSpace(); });
    QJsonObject bare = event.object;
    bare.insert("prompt"_L1, prompt.left(end - prompt.begin()));
    return QJsonDocument{bare}.toJson(QJsonDocument::Compact);
}

/// After the last event there is nothing to start the app for; it reads the spool at its next start.
bool isEnd(const QByteArray& request)
{
    return QJsonDocument::fromJson(request)["event"_L1]["hook_event_name"_L1].toString() == "SessionEnd"_L1;
}

} // namespace

void HookDelivery::dropped(const QByteArray& reason) const
{
    logOutcome(logDir(), "dropped"_ba, reason, m_input.bytesRead());
}

void HookDelivery::spool(const QByteArray& request, const QByteArray& why) const
{
    const std::optional<SpoolError> error = writeSpoolFile(spoolDir(), m_context.key, request);
    if (!error)
        logOutcome(logDir(), "spooled"_ba, why, m_input.bytesRead());
    else
        dropped(*error == SpoolError::Full ? "spool_full"_ba : "spool_failed"_ba);
}

bool HookDelivery::isFinalRefusal(const QJsonObject& reply)
{
    const ipc::ErrorCode code = ipc::ErrorReply::fromJson(reply).code;
    return !ipc::isOk(reply) && (code == ipc::ErrorCode::BadRequest || code == ipc::ErrorCode::NotAllowed);
}

AppStart HookDelivery::startAppAndLog()
{
    const AppStart start = startApp();
    switch (start) {
    case AppStart::Started:
        logOutcome(logDir(), "started"_ba, "not_running"_ba, 0);
        break;
    case AppStart::NoDisplay:
        logOutcome(logDir(), "not_started"_ba, "no_display"_ba, 0);
        break;
    case AppStart::Failed:
        logOutcome(logDir(), "not_started"_ba, "not_found"_ba, 0);
        break;
    case AppStart::NotWanted:
    case AppStart::TriedLately:
        break;
    }
    return start;
}

QByteArray HookDelivery::requestToTell() const
{
    const auto event = readHookDocument(m_input.cut(), MaxEvent);
    if (!event) {
        dropped(event.error() == DocumentError::TooLarge ? "too_large"_ba : "malformed"_ba);
        return {};
    }
    QByteArray request = ipc::hookRequest(m_context.header, withoutArguments(*event));
    if (request.size() <= static_cast<qsizetype>(MaxFramePayload))
        return request;
    dropped("too_large"_ba);
    return {};
}

bool HookDelivery::relayBefore(const QDeadlineTimer& deadline) const
{
    if (!socketPathFromEnvironment())
        return true;
    const auto send = [&deadline](const QByteArray& frame) { return callApp(frame, deadline); };
    const RelayResult before = relaySpool(spoolDir(), send, deadline);
    return before != RelayResult::Failed && before != RelayResult::Unfinished;
}

void HookDelivery::tell(std::chrono::milliseconds time) const
{
    const QByteArray request = requestToTell();
    if (request.isEmpty())
        return;
    const QDeadlineTimer deadline{time, Qt::PreciseTimer};
    // Where the socket leads to another machine, what happened before goes first.
    if (!relayBefore(deadline))
        return spool(request, "after_spool"_ba);
    const auto answer = callApp(*encodeFrame(request), deadline);
    if (!answer) {
        spool(request, ipc::wireName(errorCodeOf(answer.error())).toLatin1());
        if (answer.error() == ClientError::NotRunning && !isEnd(request))
            startAppAndLog();
    } else if (isFinalRefusal(*answer)) {
        dropped("refused"_ba);
    } else if (!ipc::isOk(*answer)) { // too busy, or its disk is full: it may take it later
        spool(request, "not_taken"_ba);
    }
}

} // namespace tocsin
