// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <Poco/JSON/Object.h>

#include <optional>
#include <string>

namespace tocsin::server {

/// The JSON object of a request. Every reader throws ApiError `invalid_request`, naming the field, when it is
/// missing or of another type; unknown fields are ignored.
class JsonBody final
{
public:
    explicit JsonBody(const std::string& json);

    /// 1 to `most` characters (code points).
    [[nodiscard]] std::string text(const std::string& name, size_t most) const;
    [[nodiscard]] std::optional<std::string> optionalText(const std::string& name, size_t most) const;
    [[nodiscard]] std::optional<bool> optionalFlag(const std::string& name) const;
    [[nodiscard]] std::optional<int> optionalInteger(const std::string& name, int least, int most) const;
    [[nodiscard]] Instant time(const std::string& name) const;
    /// The object inside, empty when it is missing.
    [[nodiscard]] JsonBody object(const std::string& name) const;

private:
    explicit JsonBody(Poco::JSON::Object::Ptr object);

    Poco::JSON::Object::Ptr m_object;
};

} // namespace tocsin::server
