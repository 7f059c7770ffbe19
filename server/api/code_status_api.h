// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/parts.h"
#include "server/http/message.h"

namespace tocsin::server {

/// What became of the text with a pairing code, for whoever asked for it and waits at the field for the code
/// (server/api/openapi.yaml).
class CodeStatusApi final
{
public:
    explicit CodeStatusApi(const Parts& parts);

    /// Asks the database only for a token that this server gave, while its code is good.
    [[nodiscard]] ApiAnswer show(const ApiRequest& request) const;

private:
    /// Whether nothing else will be known of the text.
    [[nodiscard]] bool isFinal(TextStatus status) const;

    const Parts& m_parts;
    Keys m_keys;
};

/// The keys of temp_tokens.
[[nodiscard]] Keys tempTokenKeys(const Parts& parts);

} // namespace tocsin::server
