// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <Poco/JSON/Object.h>

#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace tocsin::server {

/// A JSON object to answer with; keys keep their order. Written as it is set: an answer, and a line of the
/// access log, is made at every request.
class JsonObject final
{
public:
    template<typename T> JsonObject& set(std::string_view key, const T& value)
    {
        begin(key);
        if constexpr (std::is_same_v<T, JsonObject>)
            m_members += value.text();
        else if constexpr (std::is_same_v<T, bool>)
            m_members += value ? "true" : "false";
        else if constexpr (std::is_arithmetic_v<T>)
            addNumber(value);
        else
            addText(value);
        return *this;
    }
    JsonObject& setNull(std::string_view key);
    JsonObject& setList(std::string_view key, const std::vector<std::string>& texts);
    JsonObject& setList(std::string_view key, const std::vector<JsonObject>& objects);
    [[nodiscard]] std::string text() const { return "{" + m_members + "}"; }

private:
    void begin(std::string_view key);
    void addText(const std::string& text);
    template<typename T> void addNumber(T value)
    {
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        m_members.append(digits.data(), end);
    }

    std::string m_members;
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
    [[nodiscard]] std::optional<int> optionalInteger(const std::string& name, int least, int most) const;
    [[nodiscard]] Instant time(const std::string& name) const;
    /// The object inside, empty when it is missing.
    [[nodiscard]] JsonBody object(const std::string& name) const;

private:
    explicit JsonBody(Poco::JSON::Object::Ptr object);

    Poco::JSON::Object::Ptr m_object;
};

} // namespace tocsin::server
