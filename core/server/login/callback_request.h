// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/api/secret.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <cstdint>
#include <optional>

namespace tocsin {

/// What one request to the listener of a browser login asks for.
struct CallbackRequest
{
    enum class What : uint8_t { Callback, Done, Unknown };

    What what{What::Unknown};
    QString state{};
    Secret tempToken{}; ///< empty unless there is exactly one, of a sane form
    QString phone{};    ///< as it came; not to be shown unmasked
};

/// Why a request is refused.
enum class RequestFault : uint8_t {
    Malformed,   ///< not HTTP/1.x as browsers write it
    OtherMethod, ///< than GET
    OtherHost,   ///< the name of another site leads here (DNS rebinding), or none is given
};

struct CallbackReading
{
    std::optional<RequestFault> fault{};
    CallbackRequest request{};
};

/// Reads a request's head, without the empty line that ends it. `host` is the one Host that is answered.
[[nodiscard]] CallbackReading readCallbackRequest(QByteArrayView head, QByteArrayView host);

} // namespace tocsin
