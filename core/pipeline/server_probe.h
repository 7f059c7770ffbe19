// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/doctor_checks.h"

#include <functional>

class QObject;

namespace tocsin {

class ApiClient;

/// Asks the server for its health and whether it sends texts, and nothing about the person. `done` runs
/// later, once, unless `context` or `api` is deleted before.
void probeServer(ApiClient& api, QObject* context, const std::function<void(const ServerFacts&)>& done);

} // namespace tocsin
