// SPDX-License-Identifier: MIT
#include "core/system/folder_watcher.h"

namespace tocsin {

std::unique_ptr<FolderWatcher> makeFolderWatcher()
{
    return nullptr;
}

} // namespace tocsin
