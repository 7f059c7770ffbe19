// SPDX-License-Identifier: MIT
// run_times ROUNDS INPUT -- NAME COMMAND... -- NAME COMMAND... : runs each command once a round, INPUT on its
// stdin, and prints the median, best and worst wall time of each, and what median and best are to those of
// the first. posix_spawn, because a shell loop would measure the shell.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

extern char** environ;

namespace {

struct Command
{
    std::string name;
    std::vector<char*> arguments;
    std::vector<double> ms;
};

/// Wall time from before the spawn until the end, in ms; ends the program if the command fails.
double timeOf(const Command& command, const char* input)
{
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, input, O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    const auto before = std::chrono::steady_clock::now();
    pid_t pid = 0;
    int status = -1;
    if (posix_spawnp(&pid, command.arguments.front(), &actions, nullptr, command.arguments.data(), environ) !=
            0 ||
        waitpid(pid, &status, 0) != pid || status != 0) {
        std::fprintf(stderr, "%s failed\n", command.name.c_str());
        std::exit(1);
    }
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - before;
    posix_spawn_file_actions_destroy(&actions);
    return time.count();
}

} // namespace

int main(int argc, char* argv[])
{
    std::vector<Command> commands;
    for (int i = 3; i < argc; ++i) {
        if (std::string_view{argv[i]} == "--" && i + 1 < argc)
            commands.push_back({.name = argv[++i], .arguments = {}, .ms = {}});
        else if (!commands.empty())
            commands.back().arguments.push_back(argv[i]);
    }
    for (Command& command : commands)
        command.arguments.push_back(nullptr);
    const int rounds = argc > 2 ? std::atoi(argv[1]) : 0;
    for (int round = -3; round < rounds; ++round) { // the first three warm the caches
        for (Command& command : commands) {
            const double ms = timeOf(command, argv[2]);
            if (round >= 0)
                command.ms.push_back(ms);
        }
    }
    double first = 0;
    double firstBest = 0;
    // The best is the time with nothing in the way: on a busy machine the medians tell of the others' work
    // too.
    std::printf("%-26s %8s %8s %8s %12s %10s\n", "wall time of one run, ms", "median", "best", "worst",
                "of median", "of best");
    for (Command& command : commands) {
        std::sort(command.ms.begin(), command.ms.end());
        if (command.ms.empty())
            return 64;
        const double median = command.ms.at(command.ms.size() / 2);
        first = first > 0 ? first : median;
        firstBest = firstBest > 0 ? firstBest : command.ms.front();
        std::printf("%-26s %8.2f %8.2f %8.2f %11.2fx %9.2fx\n", command.name.c_str(), median,
                    command.ms.front(), command.ms.back(), median / first, command.ms.front() / firstBest);
    }
    return 0;
}
