// SPDX-License-Identifier: MIT
#pragma once

#include "server/auth/access_jwt.h"
#include "server/base/clock.h"
#include "server/http/request_limiter.h"
#include "server/limits.h"
#include "server/sms/outbox.h"
#include "server/sms/text_watch.h"
#include "server/store/store.h"

#include <string>

namespace tocsin::server {

/// What the handlers work with; main() owns it all.
struct Parts
{
    Store& store;
    const Clock& clock;
    Outbox& outbox;
    TextWatch& texts;
    const Limits& limits;
    const AccessJwt& jwt;
    const std::string& codeKey; ///< pairing codes are stored hashed with it
    RequestLimiter& perAddress;
    RequestLimiter& perLogin;
};

} // namespace tocsin::server
