// SPDX-License-Identifier: MIT
#include "core/pipeline/server_probe.h"

#include "core/server/api/api_client.h"
#include "core/server/login/server_check.h"

namespace tocsin {

void probeServer(ApiClient& api, QObject* context, const std::function<void(const ServerFacts&)>& done)
{
    const QUrl url = api.serverUrl();
    api.health(context, [url, done](const Expected<ServerKind, ApiError>& kind) {
        using Answer = ServerFacts::Answer;
        const std::optional<ServerRefusal> refusal = judgeServer(kind, url);
        ServerFacts facts{.answer = Answer::Tocsin, .url = url.toDisplayString(), .problem = {}};
        if (refusal) {
            facts.answer = refusal->error == LoginError::NotOurServer ? Answer::Foreign : Answer::None;
            facts.problem = refusal->message;
        }
        done(facts);
    });
}

} // namespace tocsin
