// SPDX-License-Identifier: MIT
#include "core/claude/transcript/file_identity.h"

namespace tocsin {

FileIdentity identityOf(const QFile& /*file*/)
{
    return {};
}

} // namespace tocsin
