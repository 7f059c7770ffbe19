// SPDX-License-Identifier: MIT
#pragma once

namespace tocsin {

/// Gives what was freed back to the system, as far as the system's allocator can.
void spareMemory();

} // namespace tocsin
