// SPDX-License-Identifier: MIT
#include "core/pipeline/server_probe.h"

#include "core/server/api/api_client.h"

namespace tocsin {

namespace {

constexpr int NotImplemented = 501;

/// A program that answers something else than a Tocsin server does.
bool isForeign(const ApiError& error)
{
    switch (error.code) {
    case ApiErrorCode::Redirected:
    case ApiErrorCode::UnusableAnswer:
    case ApiErrorCode::InvalidRequest:
    case ApiErrorCode::SessionNotFound:
    case ApiErrorCode::Refused:
        return true;
    case ApiErrorCode::ServerError: // "not implemented", of a server that knows no such request
        return error.httpStatus == NotImplemented;
    default:
        return false;
    }
}

} // namespace

void probeServer(ApiClient& api, QObject* context, const std::function<void(const ServerFacts&)>& done)
{
    const QString url = api.serverUrl().toDisplayString();
    api.health(context, [url, done](const Expected<bool, ApiError>& isWell) {
        using Answer = ServerFacts::Answer;
        if (isWell)
            return done({.answer = *isWell ? Answer::Tocsin : Answer::Foreign, .url = url, .problem = {}});
        const ApiErrorCode code = isWell.error().code;
        done({.answer = isForeign(isWell.error()) ? Answer::Foreign : Answer::None,
              .url = url,
              .problem = describe(code)});
    });
}

} // namespace tocsin
