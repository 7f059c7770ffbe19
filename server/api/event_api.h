// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/parts.h"
#include "server/base/keyed_mutex.h"
#include "server/http/message.h"

#include <optional>
#include <string>

namespace tocsin::server {

struct EventBody;
struct SessionAccess;

/// Events of a monitored session: judged, stored, and texted if the limits allow (server-api.md, Sessions).
class EventApi final
{
public:
    explicit EventApi(const Parts& parts)
        : m_parts{parts}
    {}

    [[nodiscard]] ApiAnswer event(const ApiRequest& request, const std::string& monitoringId);

private:
    /// A text that has been decided on, and what to take back if it cannot be sent.
    struct Outgoing
    {
        std::string number;
        std::string body;
        std::string textId;
        std::string eventId;
        bool isError{false};
    };
    struct Decision
    {
        std::string answer;
        std::optional<Outgoing> outgoing;
    };

    [[nodiscard]] Decision decide(Transaction& tx, const ApiRequest& request,
                                  const std::string& monitoringId);
    [[nodiscard]] Decision judge(Transaction& tx, SessionAccess& access, const EventBody& event);
    [[nodiscard]] std::optional<Instant> textAllowedAt(Transaction& tx, const SessionAccess& access,
                                                       const EventBody& event) const;
    void takeBack(const Outgoing& outgoing, const std::string& monitoringId, const std::string& key);

    const Parts& m_parts;
    KeyedMutex m_keys; ///< a repeated request waits until the first has its answer
};

} // namespace tocsin::server
