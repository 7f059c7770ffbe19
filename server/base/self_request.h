// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

namespace tocsin::server {

/// Asks the server at that URL, which this program serves, for its health, as a client would. True when it
/// does anything with the connection in time: an answer, or an end, as of one that speaks TLS or has no room.
/// False if no connection is made, or nothing comes of it in time.
[[nodiscard]] bool actsOnRequest(const std::string& url, std::chrono::milliseconds patience);

} // namespace tocsin::server
