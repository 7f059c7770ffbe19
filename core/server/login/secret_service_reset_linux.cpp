// SPDX-License-Identifier: MIT
#include "core/server/login/secret_service_reset.h"

#include <dlfcn.h>

namespace tocsin {

void forgetSecretServiceSession()
{
    // Only if it is loaded already: else there is no session to forget.
    void* library = ::dlopen("libsecret-1.so.0", RTLD_LAZY | RTLD_NOLOAD);
    if (library == nullptr)
        return;
    // void secret_service_disconnect(void), "safe to call at any time" by libsecret's documentation
    using Disconnect = void (*)();
    const auto disconnect = reinterpret_cast<Disconnect>(::dlsym(library, "secret_service_disconnect"));
    if (disconnect != nullptr)
        disconnect();
    ::dlclose(library);
}

} // namespace tocsin
