// SPDX-License-Identifier: MIT
#pragma once

namespace tocsin {

/// Makes libsecret, which qtkeychain loads by itself, open a new session at its next call: it keeps its first
/// one for ever, and with it fails for ever after the Secret Service was started anew. Nothing where
/// libsecret is not loaded or not known.
void forgetSecretServiceSession();

} // namespace tocsin
