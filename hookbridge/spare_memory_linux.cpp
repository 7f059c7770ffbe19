// SPDX-License-Identifier: MIT
#include "hookbridge/spare_memory.h"

#include <malloc.h>

namespace tocsin {

void spareMemory()
{
    ::malloc_trim(0);
}

} // namespace tocsin
