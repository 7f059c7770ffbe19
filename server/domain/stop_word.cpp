// SPDX-License-Identifier: MIT
#include "server/domain/stop_word.h"

#include <algorithm>
#include <array>
#include <string>

namespace tocsin::server {

StopWord stopWord(std::string_view reply)
{
    constexpr std::string_view around{" \t\r\n.!\"'"};
    const size_t first = std::min(reply.find_first_not_of(around), reply.size());
    const size_t last = reply.find_last_not_of(around);
    std::string word{reply.substr(first, last == std::string_view::npos ? 0 : last + 1 - first)};
    for (char& c : word)
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    constexpr std::array<std::string_view, 8> stop{"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL",
                                                   "END",  "QUIT",    "REVOKE",      "OPTOUT"};
    constexpr std::array<std::string_view, 3> start{"START", "UNSTOP", "YES"};
    if (std::find(stop.begin(), stop.end(), word) != stop.end())
        return StopWord::Stop;
    if (std::find(start.begin(), start.end(), word) != start.end())
        return StopWord::Start;
    return StopWord::None;
}

} // namespace tocsin::server
