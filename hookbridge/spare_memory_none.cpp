// SPDX-License-Identifier: MIT
#include "hookbridge/spare_memory.h"

namespace tocsin {

void spareMemory() {}

} // namespace tocsin
