// SPDX-License-Identifier: MIT
#include "core/claude/transcript/file_identity.h"

#include <sys/stat.h>

namespace tocsin {

FileIdentity identityOf(const QFile& file)
{
    struct stat info
    {};
    if (::fstat(file.handle(), &info) != 0)
        return {};
    return {.device = static_cast<quint64>(info.st_dev), .number = static_cast<quint64>(info.st_ino)};
}

} // namespace tocsin
