// SPDX-License-Identifier: MIT
#include "hookbridge/hook.h"

#include "hookbridge/hook_context.h"
#include "hookbridge/hook_delivery.h"
#include "hookbridge/hook_input.h"

#include <QElapsedTimer>

#include <algorithm>
#include <chrono>
#include <csignal>

namespace tocsin {

using namespace std::chrono_literals;

namespace {

/// On a busy machine Claude Code may write the event long after it started the hook. A whole document ends
/// the reading at once, so this costs time only when nothing comes.
constexpr auto ReadTime = 2s;
/// An app that does not answer costs Claude this much.
constexpr auto DeliverTime = 225ms;
constexpr auto ShortestDeliverTime = 50ms;
/// A SessionEnd hook is killed after 1.5 s; before that its event must be in the spool.
constexpr auto DeliverUntil = 1250ms;

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

} // namespace

void runHook() noexcept
{
    ignoreSignals();
    QElapsedTimer sinceStart;
    sinceStart.start();
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    try {
        const HookContext context = captureHookContext();
        HookInput input;
        const QByteArray problem = input.read(ReadTime);
        const HookDelivery delivery{context, input};
        if (problem.isEmpty())
            delivery.tell(deliverTime(std::chrono::milliseconds{sinceStart.elapsed()}));
        else
            delivery.dropped(problem);
    } catch (...) { // out of memory: Claude must not see an error
    }
}

} // namespace tocsin
