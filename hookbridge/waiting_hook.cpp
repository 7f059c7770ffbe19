// SPDX-License-Identifier: MIT
#include "hookbridge/waiting_hook.h"

#include "core/ipc/app_address.h"
#include "core/ipc/frame.h"
#include "core/ipc/paths.h"
#include "core/ipc/replies.h"
#include "core/ipc/requests.h"
#include "hookbridge/decision_output.h"
#include "hookbridge/hook_context.h"
#include "hookbridge/hook_delivery.h"
#include "hookbridge/hook_input.h"
#include "hookbridge/spare_memory.h"

#include <QFile>
#include <QThread>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <optional>
#include <poll.h>
#include <unistd.h>

namespace tocsin {

using namespace std::chrono_literals;

namespace {

constexpr auto ReadTime = 5s;
/// The dialog in the terminal does not wait for this hook, so a busy app has more time than of one that
/// tells.
constexpr auto AnswerTime = 5s;
constexpr auto TellTime = 225ms;
/// For an app that is being started.
constexpr auto StartTime = 10s;
constexpr auto StartPause = 20ms;
constexpr auto ReceiptTime = 1s;

/// Esc and No in the terminal, a time-out and the end of Claude Code come as signals.
extern "C" void leave(int /*number*/)
{
    ::_exit(0);
}

sigset_t endSignals()
{
    sigset_t signals{};
    sigemptyset(&signals);
    for (const int number : {SIGTERM, SIGHUP, SIGINT})
        sigaddset(&signals, number);
    return signals;
}

/// While something must be done wholly or not at all.
class SignalsHeldBack final
{
public:
    SignalsHeldBack()
    {
        const sigset_t signals = endSignals();
        ::sigprocmask(SIG_BLOCK, &signals, &m_before);
    }
    ~SignalsHeldBack() { ::sigprocmask(SIG_SETMASK, &m_before, nullptr); }
    SignalsHeldBack(const SignalsHeldBack&) = delete;
    SignalsHeldBack& operator=(const SignalsHeldBack&) = delete;

private:
    sigset_t m_before{};
};

void leaveOnSignals()
{
    struct sigaction action
    {};
    action.sa_handler = leave;
    action.sa_mask = endSignals();
    for (const int number : {SIGTERM, SIGHUP, SIGINT})
        ::sigaction(number, &action, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    // Whoever started us may have blocked them.
    const sigset_t signals = endSignals();
    ::sigprocmask(SIG_UNBLOCK, &signals, nullptr);
}

bool printWhole(const QByteArray& output)
{
    qsizetype done = 0;
    while (done < output.size()) {
        const ssize_t n =
            ::write(STDOUT_FILENO, output.constData() + done, static_cast<size_t>(output.size() - done));
        if (n > 0) {
            done += n;
        } else if (n < 0 && errno == EAGAIN) {
            pollfd full{.fd = STDOUT_FILENO, .events = POLLOUT, .revents = 0};
            ::poll(&full, 1, -1);
        } else if (n >= 0 || errno != EINTR) {
            return false;
        }
    }
    return true;
}

/// One request that waits.
class Waiting final
{
public:
    Waiting(const HookContext& context, HookInput& input)
        : m_context{context}
        , m_input{input}
        , m_delivery{context, input}
    {}

    void run()
    {
        const QByteArray told = m_delivery.requestToTell();
        if (told.isEmpty())
            return;
        if (!m_delivery.relayBefore(QDeadlineTimer{AnswerTime}))
            return m_delivery.spool(told, "after_spool");
        auto reply = callApp([this](const QString& path, PeerCheck check) { return ask(path, check); });
        if (!reply) {
            m_delivery.spool(told, ipc::wireName(errorCodeOf(reply.error())).toLatin1());
            if (reply.error() != ClientError::NotRunning || !isAppComing())
                return;
            reply = askWhenStarted(told);
        }
        if (!reply)
            return;
        if (HookDelivery::isFinalRefusal(*reply))
            return m_delivery.dropped("refused");
        if (!ipc::isOk(*reply))
            return m_delivery.spool(told, "not_taken");
        if (ipc::isPending(*reply))
            waitForDecision();
    }

private:
    [[nodiscard]] QByteArray frame() const
    {
        const ipc::WaitRequest wait{digestOf(m_input.whole())};
        const auto bytes = encodeFrame(ipc::hookRequest(wait.addedTo(m_context.header), m_input.whole()));
        return bytes ? *bytes : QByteArray{};
    }

    [[nodiscard]] Expected<QJsonObject, ClientError> ask(const QString& path, PeerCheck check)
    {
        const QDeadlineTimer deadline{AnswerTime, Qt::PreciseTimer};
        m_call.emplace();
        if (const auto error = m_call->connect(path, deadline, check))
            return Unexpected{*error};
        return m_call->exchange(frame(), deadline);
    }

    [[nodiscard]] static bool isAppComing()
    {
        const AppStart start = HookDelivery::startAppAndLog();
        return start == AppStart::Started || start == AppStart::TriedLately;
    }

    /// What the app finds in its spool can only be told, so the event is taken out of there for the time of
    /// the asking. If the app has it by then, it is only reported.
    [[nodiscard]] Expected<QJsonObject, ClientError> askWhenStarted(const QByteArray& told)
    {
        const QDeadlineTimer deadline{StartTime};
        const QString spooled =
            spoolDir() + QLatin1Char{'/'} + QFile::decodeName(spoolFileName(m_context.key));
        while (!deadline.hasExpired()) {
            QThread::msleep(StartPause.count());
            const auto reply = callApp([&](const QString& path, PeerCheck check) {
                return askInPlaceOf(spooled, told, path, check);
            });
            if (reply || reply.error() != ClientError::NotRunning)
                return reply;
        }
        return Unexpected{ClientError::NotRunning};
    }

    [[nodiscard]] Expected<QJsonObject, ClientError>
    askInPlaceOf(const QString& spooled, const QByteArray& told, const QString& path, PeerCheck check)
    {
        const QDeadlineTimer deadline{AnswerTime, Qt::PreciseTimer};
        m_call.emplace();
        if (const auto error = m_call->connect(path, deadline, check))
            return Unexpected{*error};
        const SignalsHeldBack whole;
        if (!QFile::remove(spooled))
            return Unexpected{ClientError::BadAnswer};
        auto reply = m_call->exchange(frame(), deadline);
        if (!reply)
            m_delivery.spool(told, ipc::wireName(errorCodeOf(reply.error())).toLatin1());
        return reply;
    }

    void waitForDecision()
    {
        // For hours, perhaps, and there may be many of us.
        m_input.forgetCut();
        spareMemory();
        const std::optional<QJsonObject> message = m_call->next(STDOUT_FILENO);
        const auto decision = message ? ipc::DecisionMessage::fromJson(*message) : std::nullopt;
        if (!decision)
            return;
        const SignalsHeldBack whole;
        const auto output = decisionOutput(m_input.whole(), *decision);
        ipc::DecisionReceipt receipt;
        if (output)
            receipt.isPrinted = printWhole(*output);
        else
            receipt.problem = QString::fromLatin1(wireName(output.error()));
        if (!output)
            m_delivery.dropped("decision_" + wireName(output.error()));
        if (const auto bytes = encodeFrame(receipt.toJson()))
            m_call->send(*bytes, QDeadlineTimer{ReceiptTime});
    }

    const HookContext& m_context;
    HookInput& m_input;
    HookDelivery m_delivery;
    std::optional<HeldCall> m_call;
};

} // namespace

void runWaitingHook() noexcept
{
    leaveOnSignals();
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    try {
        const HookContext context = captureHookContext();
        HookInput input{ipc::MaxAnswerable};
        const QByteArray problem = input.read(ReadTime);
        const HookDelivery delivery{context, input};
        if (!problem.isEmpty())
            return delivery.dropped(problem);
        if (isAnswerable(input.whole()))
            return Waiting{context, input}.run();
        const SignalsHeldBack whole;
        delivery.tell(TellTime);
    } catch (...) { // out of memory: Claude must not see an error
    }
}

} // namespace tocsin
