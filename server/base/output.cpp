// SPDX-License-Identifier: MIT
#include "server/base/output.h"

#include <poll.h>

namespace tocsin::server {

bool takesOutput(int descriptor, std::chrono::milliseconds patience)
{
    pollfd output{descriptor, POLLOUT, 0};
    return poll(&output, 1, static_cast<int>(patience.count())) > 0;
}

} // namespace tocsin::server
