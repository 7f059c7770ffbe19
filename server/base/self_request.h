// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

namespace tocsin::server {

/// Asks the server at that URL, which this program serves, for its health, as a client would, over TLS for
/// https (whatever the certificate is). True when it answers in time that it is well, or that this machine
/// has asked too often.
[[nodiscard]] bool answersOwnRequest(const std::string& url, std::chrono::milliseconds patience);

} // namespace tocsin::server
