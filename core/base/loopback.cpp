// SPDX-License-Identifier: MIT
#include "core/base/loopback.h"

#include <QHostAddress>

namespace tocsin {

using namespace Qt::StringLiterals;

bool isLoopbackHost(const QString& host)
{
    if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0)
        return true;
    const QHostAddress address{host};
    return !address.isNull() && address.isLoopback();
}

} // namespace tocsin
