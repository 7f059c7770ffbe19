// SPDX-License-Identifier: MIT
#include "core/server/login/keychain_watch.h"

namespace tocsin {

class KeychainWatch::Private
{};

KeychainWatch::KeychainWatch(QObject* parent)
    : QObject{parent}
{}

KeychainWatch::~KeychainWatch() = default;

void KeychainWatch::start() {}

} // namespace tocsin
