// SPDX-License-Identifier: MIT
#include "server/domain/form.h"

#include <charconv>

namespace tocsin::server {

namespace {

void encode(std::string& out, std::string_view text)
{
    constexpr std::string_view plain{"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789*-._"};
    constexpr std::string_view digits{"0123456789ABCDEF"};
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (plain.find(c) != std::string_view::npos)
            out += c;
        else if (c == ' ')
            out += '+';
        else
            out.append({'%', digits[byte >> 4U], digits[byte & 0x0fU]});
    }
}

std::optional<std::string> decode(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        size_t used = 1;
        unsigned char byte = 0;
        if (text.front() != '%') {
            out += text.front() == '+' ? ' ' : text.front();
        } else if (text.size() < 3 ||
                   std::from_chars(text.data() + 1, text.data() + 3, byte, 16).ptr != text.data() + 3) {
            return std::nullopt;
        } else {
            out += static_cast<char>(byte);
            used = 3;
        }
        text.remove_prefix(used);
    }
    return out;
}

} // namespace

std::string encodedForm(const FormFields& fields)
{
    std::string out;
    for (const auto& [name, value] : fields) {
        if (!out.empty())
            out += '&';
        encode(out, name);
        out += '=';
        encode(out, value);
    }
    return out;
}

std::optional<FormFields> decodedForm(std::string_view text)
{
    FormFields fields;
    while (!text.empty()) {
        const std::string_view pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(pair.size() + 1, text.size()));
        if (pair.empty())
            continue;
        const size_t sign = std::min(pair.find('='), pair.size());
        auto name = decode(pair.substr(0, sign));
        auto value = decode(pair.substr(std::min(sign + 1, pair.size())));
        if (!name || !value)
            return std::nullopt;
        fields.emplace_back(std::move(*name), std::move(*value));
    }
    return fields;
}

std::string field(const FormFields& fields, std::string_view name)
{
    for (const auto& [known, value] : fields) {
        if (known == name)
            return value;
    }
    return {};
}

} // namespace tocsin::server
