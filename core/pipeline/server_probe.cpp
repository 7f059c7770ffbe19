// SPDX-License-Identifier: MIT
#include "core/pipeline/server_probe.h"

#include "core/server/api/api_client.h"
#include "core/server/login/server_check.h"

namespace tocsin {

void probeServer(ApiClient& api, QObject* context, const std::function<void(const ServerFacts&)>& done)
{
    const QUrl url = api.serverUrl();
    api.health(context, [&api, context, url, done](const Expected<HealthAnswer, ApiError>& health) {
        using Answer = ServerFacts::Answer;
        const std::optional<ServerRefusal> refusal = judgeServer(health, url);
        ServerFacts facts{.answer = Answer::Tocsin, .url = url.toDisplayString(), .problem = {}};
        if (refusal) {
            facts.answer = refusal->error == LoginError::NotOurServer ? Answer::Foreign : Answer::None;
            facts.problem = refusal->message;
        }
        if (facts.answer != Answer::Tocsin)
            return done(facts);
        // One that cannot tell, or not now, responds all the same.
        api.ready(context, [facts, done](const Expected<TextsKind, ApiError>& texts) mutable {
            facts.printsTexts = texts && *texts == TextsKind::Printed;
            done(facts);
        });
    });
}

} // namespace tocsin
