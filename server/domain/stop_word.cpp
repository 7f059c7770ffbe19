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
    const auto isOneOf = [&](const auto& words) {
        return std::find(words.begin(), words.end(), word) != words.end();
    };
    // https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out, and ARRET of Canada's carriers
    constexpr std::array<std::string_view, 13> stop{
        "STOP",   "STOPALL", "STOP ALL", "UNSUBSCRIBE", "CANCEL",     "END",       "QUIT",
        "REVOKE", "OPTOUT",  "OPT OUT",  "ARRET",       "ARR\u00caT", "ARR\u00eaT"};
    constexpr std::array<std::string_view, 3> start{"START", "UNSTOP", "YES"};
    constexpr std::array<std::string_view, 3> help{"HELP", "INFO", "AIDE"};
    if (isOneOf(stop))
        return StopWord::Stop;
    if (isOneOf(start))
        return StopWord::Start;
    if (isOneOf(help))
        return StopWord::Help;
    return StopWord::None;
}

} // namespace tocsin::server
