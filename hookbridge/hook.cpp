// SPDX-License-Identifier: MIT
#include "hookbridge/hook.h"

#include "core/ipc/app_address.h"
#include "core/ipc/frame.h"
#include "core/ipc/paths.h"
#include "core/ipc/protocol.h"
#include "core/ipc/spool_writer.h"
#include "hookbridge/app_start.h"
#include "hookbridge/bridge_log.h"
#include "hookbridge/hook_context.h"
#include "hookbridge/hook_document.h"
#include "core/base/json_truncator.h"
#include "hookbridge/spool_relay.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <poll.h>
#include <unistd.h>

namespace tocsin {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// On a busy machine Claude Code may write the event long after it started the hook. A whole document ends
/// the reading at once, so this costs time only when nothing comes.
constexpr auto ReadTime = 2s;
/// An app that does not answer costs Claude this much.
constexpr auto DeliverTime = 225ms;
constexpr auto ShortestDeliverTime = 50ms;
/// A SessionEnd hook is killed after 1.5 s; before that its event must be in the spool.
constexpr auto DeliverUntil = 1250ms;
/// Room for the header in a frame.
constexpr qsizetype MaxEvent = static_cast<qsizetype>(MaxFramePayload) - 32 * 1024;

/// Claude Code ends the process group of a hook that it does not wait for; the event has to arrive all the
/// same.
void ignoreSignals()
{
    for (const int number : {SIGTERM, SIGHUP, SIGINT, SIGPIPE})
        std::signal(number, SIG_IGN);
}

/// How long the app has to answer when the event was read after `elapsed`.
std::chrono::milliseconds deliverTime(std::chrono::milliseconds elapsed)
{
    return std::clamp<std::chrono::milliseconds>(DeliverUntil - elapsed, ShortestDeliverTime, DeliverTime);
}

bool waitForInput(const QDeadlineTimer& deadline)
{
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    for (;;) {
        const int ready = ::poll(&input, 1, static_cast<int>(deadline.remainingTime()));
        if (ready >= 0 || errno != EINTR)
            return ready > 0;
    }
}

/// Why no document could be read from stdin; empty when there is one.
QByteArray readDocument(JsonTruncator& input, const QDeadlineTimer& deadline)
{
    std::array<char, 65536> buffer{};
    while (input.state() == JsonTruncator::State::Reading) {
        // What is there is read even when the time is up: on a busy machine this process may have been late,
        // not the event.
        if (!waitForInput(deadline))
            return "timed_out"_ba;
        const ssize_t size = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (size < 0 && errno == EINTR)
            continue;
        if (size <= 0)
            return input.isEmpty() ? "empty"_ba : "truncated"_ba;
        input.feed(QByteArrayView{buffer.data(), size});
    }
    switch (input.state()) {
    case JsonTruncator::State::Complete:
        return {};
    case JsonTruncator::State::TooLarge:
        return "too_large"_ba;
    default:
        return "malformed"_ba;
    }
}

void dropped(const QByteArray& reason, const JsonTruncator& input)
{
    logOutcome(logDir(), "dropped"_ba, reason, input.bytesRead());
}

void spool(const HookContext& context, const QByteArray& request, const QByteArray& why,
           const JsonTruncator& input)
{
    const std::optional<SpoolError> error = writeSpoolFile(spoolDir(), context.key, request);
    if (!error)
        logOutcome(logDir(), "spooled"_ba, why, input.bytesRead());
    else
        dropped(*error == SpoolError::Full ? "spool_full"_ba : "spool_failed"_ba, input);
}

/// True when the app will never take this.
bool isFinalRefusal(const QJsonObject& answer)
{
    const ipc::ErrorCode code = ipc::ErrorReply::fromJson(answer).code;
    return !ipc::isOk(answer) && (code == ipc::ErrorCode::BadRequest || code == ipc::ErrorCode::NotAllowed);
}

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

void startAppAndLog()
{
    switch (startApp()) {
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
        break;
    }
}

void deliver(const HookContext& context, const JsonTruncator& input, std::chrono::milliseconds time)
{
    const auto event = readHookDocument(input.document(), MaxEvent);
    if (!event) {
        dropped(event.error() == DocumentError::TooLarge ? "too_large"_ba : "malformed"_ba, input);
        return;
    }
    const QByteArray request = ipc::hookRequest(context.header, withoutArguments(*event));
    const auto frame = encodeFrame(request);
    if (!frame) {
        dropped("too_large"_ba, input);
        return;
    }
    const QDeadlineTimer deadline{time, Qt::PreciseTimer};
    const auto send = [&deadline](const QByteArray& bytes) { return callApp(bytes, deadline); };
    // Where the socket leads to another machine, what happened before goes first.
    const RelayResult before =
        socketPathFromEnvironment() ? relaySpool(spoolDir(), send, deadline) : RelayResult::Done;
    if (before == RelayResult::Failed || before == RelayResult::Unfinished) {
        spool(context, request, "after_spool"_ba, input);
        return;
    }
    const auto answer = send(*frame);
    if (!answer) {
        spool(context, request, ipc::wireName(errorCodeOf(answer.error())).toLatin1(), input);
        // After the last event there is nothing to start for; the app reads it at its next start.
        const bool isEnd = event->object.value("hook_event_name"_L1).toString() == "SessionEnd"_L1;
        if (answer.error() == ClientError::NotRunning && !isEnd)
            startAppAndLog();
    } else if (isFinalRefusal(*answer))
        dropped("refused"_ba, input);
    else if (!ipc::isOk(*answer)) // too busy, or its disk is full: it may take it later
        spool(context, request, "not_taken"_ba, input);
}

} // namespace

void runHook() noexcept
{
    ignoreSignals();
    QElapsedTimer sinceStart;
    sinceStart.start();
    const QDeadlineTimer readDeadline{ReadTime, Qt::PreciseTimer};
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    try {
        const HookContext context = captureHookContext();
        JsonTruncator input;
        if (const QByteArray reason = readDocument(input, readDeadline); reason.isEmpty())
            deliver(context, input, deliverTime(std::chrono::milliseconds{sinceStart.elapsed()}));
        else
            dropped(reason, input);
    } catch (...) { // out of memory: Claude must not see an error
    }
}

} // namespace tocsin
