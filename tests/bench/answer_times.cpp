// SPDX-License-Identifier: MIT
// answer_times ROUNDS INPUT HOOKBRIDGE BARE_WAITER : how long an answer takes, from the click (the call of
// AnswerFlow::decide()) to the end of the hook's process, which is when Claude Code acts on it. Beside it,
// from one write to the end of a process that waits for it on a QLocalSocket and prints it: the floor of two
// programs and a local socket. Both in this process with the app's real parts, taking turns.
#include "core/ipc/local_server.h"
#include "core/pipeline/request_router.h"
#include "tests/core/pipeline/pipeline_stage.h"

#include <QJsonDocument>
#include <QLocalServer>
#include <QLocalSocket>
#include <QLoggingCategory>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <future>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;
using Steady = std::chrono::steady_clock;

namespace {

[[noreturn]] void fail(const char* what)
{
    std::fprintf(stderr, "%s\n", what);
    std::exit(1);
}

/// A program that waits; what it prints has to be read to its end.
class Waiter final
{
public:
    Waiter(std::vector<const char*> arguments, const char* input)
    {
        std::array<int, 2> output{};
        if (::pipe2(output.data(), O_CLOEXEC) != 0)
            fail("no pipe");
        posix_spawn_file_actions_t actions{};
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
        arguments.push_back(nullptr);
        pid_t pid = 0;
        if (::posix_spawn(&pid, arguments.front(), &actions, nullptr,
                          const_cast<char* const*>(arguments.data()), environ) != 0)
            fail("a program did not start");
        posix_spawn_file_actions_destroy(&actions);
        ::close(output[1]);
        m_end = std::async(std::launch::async, [pid, end = output[0]] {
            std::array<char, 4096> text{};
            ssize_t printed = 0;
            ssize_t n = 0;
            while ((n = ::read(end, text.data(), text.size())) > 0)
                printed += n;
            ::close(end);
            int status = -1;
            ::waitpid(pid, &status, 0);
            if (status != 0 || printed == 0)
                fail("a program printed nothing, or failed");
            return Steady::now();
        });
    }

    /// Milliseconds since `begin`; serves the other end meanwhile.
    double wait(Steady::time_point begin)
    {
        while (m_end.wait_for(std::chrono::seconds{0}) != std::future_status::ready)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
        return std::chrono::duration<double, std::milli>(m_end.get() - begin).count();
    }

private:
    std::future<Steady::time_point> m_end;
};

template<typename Condition> void until(Condition condition)
{
    if (!QTest::qWaitFor(condition, 20'000))
        fail("nothing came in 20 s");
}

class Bench final
{
public:
    Bench(QString input, QString bridge, QString bare)
        : m_input{QFile::encodeName(input)}
        , m_bridge{QFile::encodeName(bridge)}
        , m_bare{QFile::encodeName(bare)}
        , m_address{QFile::encodeName(m_folder.filePath(u"bare.sock"_s))}
    {
        qputenv("TOCSIN_SOCKET", QFile::encodeName(m_folder.filePath(u"app.sock"_s)));
        qputenv("XDG_STATE_HOME", QFile::encodeName(m_folder.filePath(u"state"_s)));
        qputenv("CLAUDE_CODE_ENTRYPOINT", "cli");
        if (!m_stage.begin(false) || m_server.listen(m_folder.filePath(u"app.sock"_s)) ||
            !m_bareServer.listen(m_folder.filePath(u"bare.sock"_s)))
            fail("cannot listen");
        QObject::connect(&m_server, &LocalServer::requestReceived, &m_router, &RequestRouter::route);
        QFile file{input};
        if (!file.open(QIODevice::ReadOnly))
            fail("no input");
        m_document = QJsonDocument::fromJson(file.readAll()).object();
    }

    double answer()
    {
        Waiter hook{{m_bridge.constData(), "hook", "--wait"}, m_input.constData()};
        until([this] { return !m_stage.answers().waiting().empty(); });
        settle();
        const auto begin = Steady::now();
        if (!m_stage.answers()
                 .decide(m_stage.answers().waiting().front()->alert, decision::Allow{}, AnswerChannel::Window)
                 .isSent())
            fail("not sent");
        const double time = hook.wait(begin);
        goOn();
        return time;
    }

    double exchange()
    {
        Waiter waiter{{m_bare.constData(), m_address.constData()}, m_input.constData()};
        until([this] { return m_bareServer.hasPendingConnections(); });
        const std::unique_ptr<QLocalSocket> socket{m_bareServer.nextPendingConnection()};
        until([&] { return socket->bytesAvailable() > 0; });
        settle();
        const auto begin = Steady::now();
        socket->write(QByteArray(100, 'x'));
        socket->flush();
        return waiter.wait(begin);
    }

private:
    /// The person looks at it for a while: what the hook or the app still had to do is done.
    static void settle() { QTest::qWait(10); }

    /// Claude runs the call and tells of its end.
    void goOn()
    {
        QJsonObject fields = m_document;
        const QString session = fields.take(u"session_id"_s).toString();
        fields.insert(u"hook_event_name"_s, u"PostToolUse"_s);
        m_stage.companion().takeHook(CompanionStage::hook(u"PostToolUse"_s, session, fields));
        settle();
    }

    QTemporaryDir m_folder;
    CompanionStage m_stage;
    RequestRouter m_router{m_stage.companion(), m_stage.answers(), m_stage.commands(),
                           m_folder.filePath(u"spool"_s)};
    LocalServer m_server;
    QLocalServer m_bareServer;
    QByteArray m_input;
    QByteArray m_bridge;
    QByteArray m_bare;
    QByteArray m_address;
    QJsonObject m_document;
};

/// Of sorted times.
double percentile(const std::vector<double>& times, double part)
{
    return times.at(
        std::min(times.size() - 1, static_cast<std::size_t>(part * static_cast<double>(times.size()))));
}

void print(const char* name, const std::vector<double>& times)
{
    std::printf("%-46s %8.2f %8.2f %8.2f %8.2f\n", name, percentile(times, 0.5), percentile(times, 0.99),
                times.front(), times.back());
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application{argc, argv};
    QLoggingCategory::setFilterRules(u"tocsin.*.info=false\ntocsin.*.debug=false"_s); // as the app's
    const int rounds = argc == 5 ? std::atoi(argv[1]) : 0;
    if (rounds <= 0)
        return 64;
    const QStringList arguments = QCoreApplication::arguments();
    Bench bench{arguments.at(2), arguments.at(3), arguments.at(4)};
    std::vector<double> answers;
    std::vector<double> exchanges;
    for (int round = -3; round < rounds; ++round) { // the first three warm the caches
        const double answer = bench.answer();
        const double exchange = bench.exchange();
        if (round < 0)
            continue;
        answers.push_back(answer);
        exchanges.push_back(exchange);
    }
    std::sort(answers.begin(), answers.end());
    std::sort(exchanges.begin(), exchanges.end());
    std::printf("%-46s %8s %8s %8s %8s\n", "ms to the end of the process", "median", "p99", "best", "worst");
    print("click to the end of hook --wait", answers);
    print("a write to the end of a bare waiting program", exchanges);
    std::printf("%d rounds; the median is %.2fx, the best %.2fx\n", rounds,
                percentile(answers, 0.5) / percentile(exchanges, 0.5), answers.front() / exchanges.front());
    return 0;
}
