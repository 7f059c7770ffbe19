// SPDX-License-Identifier: MIT
#include "server/http/message.h"

#include <algorithm>

namespace tocsin::server {

namespace {

std::string_view trimmed(std::string_view text)
{
    const size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

} // namespace

std::string lowerCase(std::string_view text)
{
    std::string lower{text};
    for (char& c : lower)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    return lower;
}

std::vector<std::string> RequestHead::all(std::string_view name) const
{
    std::vector<std::string> values;
    for (const auto& [key, value] : headers) {
        if (key == name)
            values.push_back(value);
    }
    return values;
}

std::string RequestHead::header(std::string_view name) const
{
    const auto found =
        std::find_if(headers.begin(), headers.end(), [&](const auto& pair) { return pair.first == name; });
    return found == headers.end() ? std::string{} : found->second;
}

bool RequestHead::has(std::string_view name, std::string_view word) const
{
    for (const auto& [key, value] : headers) {
        if (key != name)
            continue;
        std::string_view rest{value};
        while (!rest.empty()) {
            const size_t comma = std::min(rest.find(','), rest.size());
            if (lowerCase(trimmed(rest.substr(0, comma))) == word)
                return true;
            rest.remove_prefix(std::min(comma + 1, rest.size()));
        }
    }
    return false;
}

} // namespace tocsin::server
