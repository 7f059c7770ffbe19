// SPDX-License-Identifier: MIT
// engine_step [SESSIONS [STEPS]]: how long the engine takes for a hook and for what it then has to have
// saved, in microseconds, with SESSIONS sessions (1000), half of them with an open permission, and with one
// session.
#include "core/base/utc_time.h"
#include "core/pipeline/engine.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

class WrittenAtTheBeginning final : public TranscriptProbe
{
public:
    [[nodiscard]] std::optional<QDateTime> modifiedAt(const QString& /*path*/) const override { return at; }
    QDateTime at = utcAt(QDate{2026, 2, 1}, QTime{14, 0});
};

class NoBranches final : public BranchProbe
{
public:
    [[nodiscard]] QString branchOf(const QString& /*folder*/) const override { return {}; }
};

const hook::ToolCall Call{.tool = u"Bash"_s, .input = {{u"command"_s, u"npm publish"_s}}, .id = {}};

class World final
{
public:
    World(int sessions, bool loggedIn)
        : m_sessions{sessions}
    {
        std::ignore = m_engine.setLoggedIn(loggedIn, m_now);
        for (int session = 0; session < sessions; ++session) {
            take(event(session, hook::SessionStart{.source = u"startup"_s}));
            take(event(session, hook::UserPromptSubmit{.prompt = u"go on"_s}));
            if (session % 2 == 0)
                take(event(session, hook::PermissionRequest{.call = Call}));
        }
        pass(10'000); // they are shown and texted by then
        save();
    }

    /// One step, in microseconds. By turns a permission is asked for and given.
    double step(int number)
    {
        const int session = number / 2 % m_sessions;
        const bool isOpen = (session % 2 == 0) != (number / 2 / m_sessions % 2 == 1);
        const HookEvent next = isOpen == (number % 2 == 0)
                                   ? event(session, hook::PostToolUse{.call = Call})
                                   : event(session, hook::PermissionRequest{.call = Call});
        m_now = m_now.addMSecs(10); // each of a thousand is heard of every ten seconds
        const auto before = std::chrono::steady_clock::now();
        take(next);
        save();
        const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - before;
        return time.count();
    }

private:
    HookEvent event(int session, hook::Details details)
    {
        const QString name = QString::number(session);
        HookEvent event{.sessionId = u"session-"_s + name,
                        .transcriptPath = u"/transcripts/"_s + name,
                        .cwd = u"/home/dev/"_s + name,
                        .details = std::move(details)};
        event.origin = {.id = QUuid{++m_last, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
                        .bootId = u"boot"_s,
                        .monotonicNs = m_last * 1'000'000LL,
                        .wall = m_now,
                        .claude = {.pid = 100 + session, .startTime = u"1"_s, .bootId = u"boot"_s}};
        return event;
    }
    void pass(qint64 milliseconds)
    {
        m_now = m_now.addMSecs(milliseconds);
        answer(m_engine.tick(m_now));
    }
    void take(const HookEvent& event) { answer(m_engine.take(event, m_now)); }
    void answer(const Actions& actions)
    {
        for (const Action& action : actions) {
            if (const auto* sent = std::get_if<SendServerEvent>(&action))
                std::ignore =
                    m_engine.answered(sent->sessionId, sent->key, {.result = TextResult::Sent}, m_now);
        }
    }
    void save()
    {
        for (const QString& id : m_engine.takeDirty())
            m_saved += m_engine.saved(id).size();
        m_saved += static_cast<qsizetype>(m_engine.takeNewIds().size());
    }

    WrittenAtTheBeginning m_transcripts;
    NoBranches m_branches;
    Engine m_engine{{}, {.transcripts = m_transcripts, .branches = m_branches, .newKey = &QUuid::createUuid}};
    QDateTime m_now{m_transcripts.at};
    quint32 m_last{0};
    int m_sessions;
    qsizetype m_saved{0};
};

struct Times
{
    double median{0};
    double best{0};
    double most{0}; ///< 95 of 100 are faster
    double worst{0};
};

Times measure(int sessions, bool loggedIn, int steps)
{
    World world{sessions, loggedIn};
    std::vector<double> times;
    for (int number = 0; number < steps; ++number)
        times.push_back(world.step(number));
    std::sort(times.begin(), times.end());
    return {times.at(times.size() / 2), times.front(), times.at(times.size() * 95 / 100), times.back()};
}

} // namespace

int main(int argc, char* argv[])
{
    const int sessions = argc > 1 ? std::atoi(argv[1]) : 1000;
    const int steps = argc > 2 ? std::atoi(argv[2]) : 4000;
    if (sessions < 1 || steps < 1)
        return 64;
    std::printf("%-26s %8s %8s %8s %8s %10s\n", "one engine step, us", "median", "best", "95 %", "worst",
                "of median");
    for (const bool loggedIn : {true, false}) {
        const Times one = measure(1, loggedIn, steps);
        for (const int number : {1, sessions}) {
            const Times times = number == 1 ? one : measure(number, loggedIn, steps);
            std::printf("%5d session%s, %-10s %8.1f %8.1f %8.1f %8.1f %9.2fx\n", number,
                        number == 1 ? " " : "s", loggedIn ? "logged in" : "logged out", times.median,
                        times.best, times.most, times.worst, times.median / one.median);
        }
    }
    return 0;
}
