// SPDX-License-Identifier: MIT
// A request's head, as any program of this computer may send it while a browser login waits.
#include "core/server/login/callback_request.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace tocsin;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const QByteArrayView head{reinterpret_cast<const char*>(data), static_cast<qsizetype>(size)};
    const CallbackReading reading = readCallbackRequest(head, "127.0.0.1:4711");
    if (reading.fault)
        return 0;
    // What is read was a GET to the literal address.
    if (!head.startsWith("GET /") || !head.contains("127.0.0.1:4711"))
        std::abort();
    if (!reading.request.tempToken.isEmpty() && reading.request.what != CallbackRequest::What::Callback)
        std::abort();
    for (const QChar c : reading.request.tempToken.reveal()) {
        if (c <= u' ' || c > u'~')
            std::abort();
    }
    return 0;
}
