// SPDX-License-Identifier: MIT
#pragma once

// Alerts are made in core/sessions; policy hands them on.
#include "core/sessions/alert.h" // IWYU pragma: export
