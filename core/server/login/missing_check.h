// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <functional>

class QObject;

namespace tocsin {

/// Tells `answer` later whether the keychain certainly has no entry of this service and key. Plasma's wallet
/// can say so without being opened: to open it asks for its password, or to create one, which nobody
/// understands who never logged in. False where that is not known, and where there is no KWallet.
void checkForMissingEntry(const QString& service, const QString& key, QObject* context,
                          std::function<void(bool isMissing)> answer);

} // namespace tocsin
