// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <functional>

class QObject;

namespace tocsin {

/// Tells `answer` later whether the keychain holds an entry of this service and key that is locked. Needed
/// because libsecret (0.20), and qtkeychain with it, reports an entry behind a lock that nobody opened as
/// not found. False where there is no Secret Service.
void checkForLockedEntry(const QString& service, const QString& key, QObject* context,
                         std::function<void(bool isLocked)> answer);

} // namespace tocsin
