// SPDX-License-Identifier: MIT
#include "core/server/login/lock_check.h"

#include <QObject>

namespace tocsin {

void checkForLockedEntry(const QString&, const QString&, QObject* context,
                         std::function<void(bool isLocked)> answer)
{
    QMetaObject::invokeMethod(
        context, [answer = std::move(answer)] { answer(false); }, Qt::QueuedConnection);
}

} // namespace tocsin
