// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/parts.h"
#include "server/http/message.h"

#include <string>

namespace tocsin::server {

/// Events of a monitored session: judged, stored, and texted if the limits allow (server/api/openapi.yaml).
class EventApi final
{
public:
    explicit EventApi(const Parts& parts)
        : m_parts{parts}
    {}

    [[nodiscard]] ApiAnswer event(const ApiRequest& request, const std::string& monitoringId);
    /// Takes back the text of the event with that Idempotency-Key. For the session's token or its login's.
    [[nodiscard]] ApiAnswer withdraw(const ApiRequest& request, const std::string& monitoringId,
                                     const std::string& key);

private:
    /// What to answer: words that are fixed, or what is known of a text by then.
    struct Decision
    {
        std::string answer;
        std::string textId; ///< empty: `answer` is all
    };

    [[nodiscard]] Decision decide(Transaction& tx, const ApiRequest& request,
                                  const std::string& monitoringId);
    [[nodiscard]] std::string whatCameOf(const std::string& textId, Deadline until);

    const Parts& m_parts;
};

} // namespace tocsin::server
