// SPDX-License-Identifier: MIT
// start_many COUNT PREFIX COMMAND... : starts COMMAND COUNT times as fast as the machine can, each with a
// prompt of a session of its own (PREFIX and a number) on its stdin, and prints how many seconds it took
// until all had ended.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace {

void start(char* command[], const std::string& session)
{
    int ends[2] = {-1, -1};
    const std::string event = R"({"hook_event_name":"UserPromptSubmit","prompt":"go on","cwd":"/srv/)" +
                              session + R"(","session_id":")" + session + "\"}";
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    pid_t pid = 0;
    if (pipe(ends) != 0 || write(ends[1], event.data(), event.size()) < 0 ||
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO) != 0 ||
        posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1) != 0 ||
        posix_spawnp(&pid, command[0], &actions, nullptr, command, environ) != 0) {
        std::perror("start_many");
        std::exit(1);
    }
    close(ends[0]);
    close(ends[1]);
    posix_spawn_file_actions_destroy(&actions);
}

} // namespace

int main(int argc, char* argv[])
{
    if (argc < 4)
        return 64;
    const auto before = std::chrono::steady_clock::now();
    for (int i = 0; i < std::atoi(argv[1]); ++i)
        start(argv + 3, argv[2] + std::to_string(i));
    int failed = 0;
    int status = 0;
    while (wait(&status) > 0)
        failed += status == 0 ? 0 : 1;
    std::printf("%.3f\n", std::chrono::duration<double>(std::chrono::steady_clock::now() - before).count());
    return failed == 0 ? 0 : 1;
}
