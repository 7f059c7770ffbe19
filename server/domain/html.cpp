// SPDX-License-Identifier: MIT
#include "server/domain/html.h"

namespace tocsin::server {

namespace {

void escape(std::string& out, std::string_view text)
{
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    }
}

} // namespace

std::string filledPage(std::string_view page, const std::map<std::string, std::string>& values)
{
    std::string out;
    while (true) {
        const size_t open = page.find("{{");
        const size_t close = open == std::string_view::npos ? open : page.find("}}", open);
        if (close == std::string_view::npos)
            return out.append(page);
        out.append(page.substr(0, open));
        if (const auto value = values.find(std::string{page.substr(open + 2, close - open - 2)});
            value != values.end())
            escape(out, value->second);
        page.remove_prefix(close + 2);
    }
}

} // namespace tocsin::server
