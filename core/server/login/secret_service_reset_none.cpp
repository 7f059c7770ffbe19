// SPDX-License-Identifier: MIT
#include "core/server/login/secret_service_reset.h"

namespace tocsin {

void forgetSecretServiceSession() {}

} // namespace tocsin
