// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <Poco/JSON/Object.h>

#include <optional>
#include <string>

namespace tocsin::server {

/// A JSON object to answer with; keys keep their order.
class JsonObject final
{
public:
    JsonObject()
        : m_object{Poco::JSON_PRESERVE_KEY_ORDER}
    {}
    template<typename T> JsonObject& set(const std::string& key, const T& value)
    {
        m_object.set(key, value);
        return *this;
    }
    JsonObject& setNull(const std::string& key);
    [[nodiscard]] std::string text() const;

private:
    Poco::JSON::Object m_object;
};

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
    [[nodiscard]] Instant time(const std::string& name) const;
    /// The object inside, empty when it is missing.
    [[nodiscard]] JsonBody object(const std::string& name) const;

private:
    explicit JsonBody(Poco::JSON::Object::Ptr object);

    Poco::JSON::Object::Ptr m_object;
};

} // namespace tocsin::server
