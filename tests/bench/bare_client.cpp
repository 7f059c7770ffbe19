// SPDX-License-Identifier: MIT
// The floor of the protocol: stdin in one frame, no library but libc. Takes the socket's path.
#include <arpa/inet.h>
#include <cstdio>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char* argv[])
{
    static char buffer[64 * 1024];
    const char before[] = "{\"type\":\"hook\",\"event\":";
    size_t size = 9 + sizeof before - 1;
    std::memcpy(buffer + 9, before, sizeof before - 1);
    ssize_t n = 0;
    while ((n = read(STDIN_FILENO, buffer + size, sizeof buffer - size - 1)) > 0)
        size += static_cast<size_t>(n);
    buffer[size++] = '}';
    std::memcpy(buffer, "TCSN\x01", 5);
    const uint32_t length = htonl(static_cast<uint32_t>(size - 9));
    std::memcpy(buffer + 5, &length, 4);

    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, argc > 1 ? argv[1] : "", sizeof address.sun_path - 1);
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        write(fd, buffer, size) != static_cast<ssize_t>(size) || read(fd, buffer, sizeof buffer) <= 0)
        return 1;
    return 0;
}
