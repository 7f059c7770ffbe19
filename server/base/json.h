// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <charconv>
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

} // namespace tocsin::server
