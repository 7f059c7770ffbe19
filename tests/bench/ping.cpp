// SPDX-License-Identifier: MIT
// ping SOCKET : asks for the status every 5 ms until its stdin closes, and prints how often it was answered,
// the median and the longest time to an answer in ms. The answer needs the app's event loop, so its longest
// stall cannot be longer than that.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

namespace {

bool answered(const sockaddr_un& address)
{
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    constexpr char request[] = "TCSN\x01\0\0\0\x11{\"type\":\"status\"}";
    std::array<char, 4096> answer{};
    const bool done = connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                      write(fd, request, sizeof request - 1) > 0 &&
                      read(fd, answer.data(), answer.size()) > 0;
    close(fd);
    return done;
}

} // namespace

int main(int argc, char* argv[])
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, argc > 1 ? argv[1] : "", sizeof address.sun_path - 1);
    std::vector<double> times;
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    while (poll(&input, 1, 5) == 0) {
        const auto before = std::chrono::steady_clock::now();
        if (answered(address))
            times.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count());
    }
    if (times.empty())
        return 1;
    std::sort(times.begin(), times.end());
    std::printf("%zu %.1f %.1f\n", times.size(), times.at(times.size() / 2), times.back());
    return 0;
}
