// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <functional>

class QObject;

namespace tocsin {

/// Tells `answer` later whether the keychain is known to have no entry of this service and key. Plasma's
/// wallet can tell while it is closed. Opening it would ask for a password or a new wallet, even from people
/// who never logged in. False if unknown, and where there is no KWallet.
void checkForMissingEntry(const QString& service, const QString& key, QObject* context,
                          std::function<void(bool isMissing)> answer);

} // namespace tocsin
