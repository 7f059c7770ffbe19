// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/parts.h"
#include "server/http/message.h"

#include <functional>
#include <string>

namespace tocsin::server {

/// Monitored sessions: start, heartbeat, stop (server/api/openapi.yaml).
class SessionApi final
{
public:
    explicit SessionApi(const Parts& parts)
        : m_parts{parts}
    {}

    [[nodiscard]] ApiAnswer start(const ApiRequest& request);
    /// The session, its texts, and what became of them. For the session's token or its login's.
    [[nodiscard]] ApiAnswer show(const ApiRequest& request, const std::string& monitoringId);
    /// `tokenHash`: of its token, with Parts::sessionKeys. False when it is no beat as ever; `done` is not
    /// called then. Else as Store::beatLater(): with a login or a failure answerTo() has the answer, with
    /// neither heartbeat() has.
    [[nodiscard]] bool beatLater(const ApiRequest& request, const std::string& monitoringId,
                                 const std::string& tokenHash,
                                 std::function<void(const Store::BeatOutcome&)> done);
    [[nodiscard]] ApiAnswer answerTo(const std::string& tokenHash, const Store::BeatOutcome& outcome);
    [[nodiscard]] ApiAnswer heartbeat(const ApiRequest& request, const std::string& monitoringId);
    [[nodiscard]] ApiAnswer stop(const ApiRequest& request, const std::string& monitoringId);

private:
    const Parts& m_parts;
};

} // namespace tocsin::server
