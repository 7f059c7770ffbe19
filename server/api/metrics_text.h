// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"
#include "server/base/metrics.h"
#include "server/limits.h"

#include <string>

namespace tocsin::server {

/// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
inline constexpr const char* MetricsType = "text/plain; version=0.0.4";

/// `startedAt`: when the process began to serve.
[[nodiscard]] std::string metricsText(const Metrics& metrics, const Limits& limits, Instant startedAt);

} // namespace tocsin::server
