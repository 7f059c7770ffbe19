// SPDX-License-Identifier: MIT
#include "server/api/code_status_api.h"

#include "server/auth/temp_token.h"
#include "server/base/json.h"
#include "server/http/api_error.h"
#include "server/sms/text_problem.h"

#include <optional>

namespace tocsin::server {

Keys tempTokenKeys(const Parts& parts)
{
    return parts.codeKeys.forUse("temp token");
}

CodeStatusApi::CodeStatusApi(const Parts& parts)
    : m_parts{parts}
    , m_keys{tempTokenKeys(parts)}
{}

bool CodeStatusApi::isFinal(TextStatus status) const
{
    switch (status) {
    case TextStatus::Held:
    case TextStatus::Queued:
    case TextStatus::Sending:
        return false;
    case TextStatus::Unknown:
    case TextStatus::Sent: // Twilio reports to a public URL alone
        return m_parts.hooks.authToken.empty() || m_parts.hooks.publicUrl.empty();
    case TextStatus::Delivered:
    case TextStatus::Undelivered:
    case TextStatus::Failed:
    case TextStatus::Withdrawn:
        break;
    }
    return true;
}

ApiAnswer CodeStatusApi::show(const ApiRequest& request) const
{
    std::optional<OutgoingText> text;
    if (isLiveTempToken(m_keys, request.bearer, m_parts.clock.now()))
        m_parts.store.lightly(request.until,
                              [&](Transaction& tx) { text = tx.text(textIdOf(request.bearer)); });
    if (!text)
        throw ApiError::tokenExpired("This code is no longer valid. Ask for a new one.");
    JsonObject answer;
    answer.set("sms_status", statusName(text->status));
    answer.set("final", isFinal(text->status));
    if (text->status == TextStatus::Undelivered || text->status == TextStatus::Failed) {
        const TextProblem problem = textProblem(text->errorCode);
        answer.set("reason", std::string{problem.reason});
        answer.set("message", undeliveredCode(problem));
        if (text->errorCode != 0)
            answer.set("error_code", text->errorCode);
    }
    return {200, answer.text()};
}

} // namespace tocsin::server
