// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <cstdint>

namespace tocsin {

/// The pages that a browser login may end on.
enum class CallbackPage : uint8_t {
    Done,        ///< type the code in Tocsin
    OtherLogin,  ///< the answer is not to what Tocsin waits for
    AlreadyDone, ///< the answer was taken before
    NotHere      ///< any other address or request
};

/// A whole HTTP answer, with its page in the user's language. No page needs another file, a script or the
/// net.
[[nodiscard]] QByteArray callbackAnswer(CallbackPage page, int status);
/// Sends the browser on to `path`, so that the token does not stay in the address that is seen and kept.
[[nodiscard]] QByteArray callbackRedirect(const QByteArray& path);

} // namespace tocsin
