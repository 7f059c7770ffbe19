// SPDX-License-Identifier: MIT
// Preloaded into a program (LD_PRELOAD), moves its wall clock: by as many seconds as the file says that
// TOCSIN_TEST_MOVED_TIME names. Its timers go on as they were.
#include <cstdlib>
#include <ctime>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

time_t offset()
{
    const char* const name = std::getenv("TOCSIN_TEST_MOVED_TIME");
    const int file = name != nullptr ? ::open(name, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0)
        return 0;
    char text[32]{};
    const ssize_t length = ::read(file, text, sizeof text - 1);
    ::close(file);
    return length > 0 ? std::strtol(text, nullptr, 10) : 0;
}

template<typename Function> Function next(const char* name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" int clock_gettime(clockid_t clock, struct timespec* time) noexcept
{
    static const auto real = next<int (*)(clockid_t, struct timespec*)>("clock_gettime");
    const int result = real(clock, time);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        time->tv_sec += offset();
    return result;
}

extern "C" int gettimeofday(struct timeval* time, void* zone) noexcept
{
    static const auto real = next<int (*)(struct timeval*, void*)>("gettimeofday");
    const int result = real(time, zone);
    if (result == 0)
        time->tv_sec += offset();
    return result;
}

extern "C" time_t time(time_t* where) noexcept
{
    static const auto real = next<time_t (*)(time_t*)>("time");
    const time_t now = real(nullptr) + offset();
    if (where != nullptr)
        *where = now;
    return now;
}
