// SPDX-License-Identifier: MIT
#include "app/folders.h"

#include <QStandardPaths>

namespace tocsin {

using namespace Qt::StringLiterals;

QString configFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/tocsin"_s;
}

} // namespace tocsin
