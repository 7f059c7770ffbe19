// SPDX-License-Identifier: MIT
#include "core/auth/secret_service_reset.h"

namespace tocsin {

void forgetSecretServiceSession() {}

} // namespace tocsin
