// SPDX-License-Identifier: MIT
#include "app/stop_signals.h"

#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tocsin {

namespace {
constexpr char BySystem = 1;
constexpr char ByPerson = 2;

// A handler cannot be given an object, so its descriptor has to be global.
volatile std::sig_atomic_t wakeDescriptor = -1;

extern "C" void onStopSignal(int number)
{
    const char byte = number == SIGINT ? ByPerson : BySystem;
    // If the pipe is full, a signal is already pending.
    [[maybe_unused]] const ssize_t written = ::write(wakeDescriptor, &byte, 1);
}

void handle(int signal, void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}
} // namespace

StopSignals::StopSignals(QObject* parent)
    : QObject{parent}
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    wakeDescriptor = ends[1];
    m_notifier = std::make_unique<QSocketNotifier>(ends[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this, readEnd = ends[0]] {
        char byte = BySystem;
        char last = BySystem;
        while (::read(readEnd, &byte, 1) > 0)
            last = byte;
        Q_EMIT stopRequested(last == ByPerson);
    });
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        handle(signal, onStopSignal);
}

StopSignals::~StopSignals()
{
    for (const int signal : {SIGTERM, SIGINT, SIGHUP})
        handle(signal, SIG_IGN); // the process is about to exit
    if (m_notifier) {
        ::close(static_cast<int>(m_notifier->socket()));
        ::close(wakeDescriptor);
        wakeDescriptor = -1;
    }
}

} // namespace tocsin
