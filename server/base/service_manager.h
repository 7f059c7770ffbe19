// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace tocsin::server {

/// Tells the service manager how far we are: READY=1, STOPPING=1 (sd_notify(3)). `socket` is what it set
/// NOTIFY_SOCKET to, a path or @ and an abstract name; empty when nobody wants to know. Nothing comes of a
/// failure: whoever waits for the word says so.
void tellServiceManager(const std::string& socket, std::string_view state) noexcept;

} // namespace tocsin::server
