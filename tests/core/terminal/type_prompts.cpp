// SPDX-License-Identifier: MIT
// type_prompts PID SOCKET PANE STATUS_FILE HOOK_LOG: types the prompts of this folder's tests into a real
// Claude Code in tmux, and says how many arrived whole. HOOK_LOG has a line of JSON for each hook: {"ev",
// "stdin"}.
#include "core/claude/hooks/pasted_text.h"
#include "core/claude/status/claude_status.h"
#include "core/claude/status/prompt_line.h"
#include "core/claude/status/status_file.h"
#include "core/system/system_info.h"
#include "core/terminal/prompt_text.h"
#include "core/terminal/prompt_typer.h"
#include "tests/core/terminal/prompts.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LimitMs{120'000};

/// The prompts that were reported, or the last words of each turn.
QStringList reported(const QString& log, const QString& event = u"UserPromptSubmit"_s)
{
    QStringList prompts;
    QFile file{log};
    if (file.open(QIODevice::ReadOnly)) {
        for (const QByteArray& line : file.readAll().split('\n')) {
            const QJsonObject hook = QJsonDocument::fromJson(line).object();
            if (hook.value("ev"_L1) == event)
                prompts.append(withoutPasteMarks(hook.value("stdin"_L1)["prompt"_L1].toString()));
        }
    }
    return prompts;
}

bool isIdle(const QString& statusFile)
{
    const auto bytes = readStatusFile(statusFile);
    const auto status = bytes ? parseClaudeStatus(*bytes) : std::nullopt;
    return status && status->state == ClaudeStatus::State::Idle;
}

template<typename Condition> bool waitFor(const Condition& condition)
{
    QElapsedTimer since;
    since.start();
    while (!condition() && !since.hasExpired(LimitMs))
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
    return condition();
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication app{argc, argv};
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 6)
        return 64;
    QTimer wakeUp; // processEvents() waits for events
    wakeUp.start(50);
    Terminals terminals{{.programFolders = Programs::usualFolders(), .bus = QDBusConnection::sessionBus()}};
    const qint64 pid = arguments.at(1).toLongLong();
    const TerminalPlace place{
        .pid = pid,
        .startTime = QString::fromLatin1(processInfo(pid).startTime),
        .variables = {{u"TMUX"_s, arguments.at(2) + u",1,0"_s}, {u"TMUX_PANE"_s, arguments.at(3)}}};
    qsizetype whole = 0;
    for (const QString& prompt : test::hardPrompts()) {
        if (!waitFor([&] { return isIdle(arguments.at(4)); }))
            std::puts("not idle");
        PromptTyper typer{terminals};
        std::optional<std::optional<TerminalProblem>> answer;
        const qsizetype before = reported(arguments.at(5)).size();
        const qsizetype turns = reported(arguments.at(5), u"Stop"_s).size();
        typer.type(
            {.sessionId = u"S"_s,
             .place = place,
             .text = prompt,
             .isReady = [&] { return isIdle(arguments.at(4)); },
             .isEmptyPrompt =
                 [](const ScreenAtCursor& screen) { return isEmptyPrompt(screen.lines, screen.column); }},
            [&](const std::optional<TerminalProblem>& problem) { answer = problem; });
        const bool isAnswered = waitFor([&] {
            if (const QStringList all = reported(arguments.at(5)); all.size() > before)
                typer.promptSubmitted(u"S"_s, all.last());
            return answer.has_value();
        });
        const bool hasArrived = isAnswered && !*answer;
        // The status file is idle for a moment more.
        if (hasArrived && !waitFor([&] { return reported(arguments.at(5), u"Stop"_s).size() > turns; }))
            std::puts("no end of the turn");
        whole += hasArrived ? 1 : 0;
        std::printf("%s: %s\n", hasArrived ? "whole" : "NOT", qPrintable(prompt.left(40).simplified()));
        if (isAnswered && *answer)
            std::printf("    %s\n", qPrintable(notTypedText(**answer)));
    }
    std::printf("%lld of %lld\n", static_cast<long long>(whole),
                static_cast<long long>(test::hardPrompts().size()));
    return whole == test::hardPrompts().size() ? 0 : 1;
}
