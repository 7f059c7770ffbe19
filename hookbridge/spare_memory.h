// SPDX-License-Identifier: MIT
#pragma once

namespace tocsin {

/// Returns freed memory to the system, as far as the allocator can.
void spareMemory();

} // namespace tocsin
