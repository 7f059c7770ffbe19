// SPDX-License-Identifier: MIT
#include "core/server/login/missing_check.h"

#include <QObject>

namespace tocsin {

void checkForMissingEntry(const QString&, const QString&, QObject* context,
                          std::function<void(bool isMissing)> answer)
{
    QMetaObject::invokeMethod(
        context, [answer = std::move(answer)] { answer(false); }, Qt::QueuedConnection);
}

} // namespace tocsin
