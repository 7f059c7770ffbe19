// SPDX-License-Identifier: MIT
#include "core/terminal/ssh_client.h"

namespace tocsin {

qint64 localSshClient(const SshHint& /*hint*/)
{
    return 0;
}

} // namespace tocsin
