// SPDX-License-Identifier: MIT
#include "hookbridge/hook.h"

#include <string_view>

int main(int argc, char* argv[])
{
    // Nothing comes before a hook: Claude waits for it.
    if (argc >= 2 && std::string_view{argv[1]} == "hook") {
        tocsin::runHook();
        return 0;
    }
    return 64;
}
