// SPDX-License-Identifier: MIT
#include "server/limit_settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <variant>

namespace tocsin::server {

namespace {

struct Setting
{
    std::string_view name;
    std::variant<int Limits::*, Duration Limits::*> value;
    int least;
    int most;
    std::string_view what;
    Duration unit{std::chrono::seconds{1}}; ///< of a duration

    void set(Limits& limits, int number) const
    {
        if (const auto* const count = std::get_if<int Limits::*>(&value))
            limits.*(*count) = number;
        else
            limits.*(std::get<Duration Limits::*>(value)) = unit * number;
    }
    [[nodiscard]] std::int64_t of(const Limits& limits) const
    {
        if (const auto* const count = std::get_if<int Limits::*>(&value))
            return limits.*(*count);
        return limits.*(std::get<Duration Limits::*>(value)) / unit;
    }
};

constexpr std::chrono::days Day{1};
constexpr int Million = 1'000'000;

constexpr std::array All{
    Setting{"daily-codes", &Limits::codesPerDay, 1, Million,
            "pairing codes in 24 hours, all phones together"},
    Setting{"codes-per-address", &Limits::codesPerAddress, 1, Million,
            "pairing codes an hour from an address"},
    Setting{"codes-per-network", &Limits::codesPerSite, 1, Million, "pairing codes an hour from an IPv6 /48"},
    Setting{"codes-per-phone", &Limits::codesPerPhoneShort, 1, 1000,
            "codes to a phone in 10 minutes, for each asker"},
    Setting{"codes-per-phone-day", &Limits::codesPerPhoneDay, 1, 1000,
            "codes to a phone in 24 hours, for each asker"},
    Setting{"wrong-codes", &Limits::failuresBeforeLock, 1, 1000,
            "wrong codes in 24 hours that lock their address"},
    Setting{"open-sessions", &Limits::openSessions, 1, Million, "sessions of a login at a time"},
    Setting{"stale-after", &Limits::staleAfter, 5, 86'400,
            "seconds without a heartbeat until a session is stale"},
    Setting{"silent-session-ends", &Limits::endedAfter, 10, 604'800,
            "seconds without a heartbeat until a session ends"},
    Setting{"login-days", &Limits::loginLife, 1, 365, "days until a login needs a new code", Day},
    Setting{"texts-per-phone", &Limits::textsPerPhone, 1, 1000, "texts an hour to a phone"},
    Setting{"same-kind-after", &Limits::sameTypeSpan, 0, 86'400,
            "seconds between two texts of a session and kind"},
    Setting{"held-texts", &Limits::mostHeld, 1, 10'000, "texts of a phone that are held at a time"},
    Setting{"withdrawals-ahead", &Limits::withdrawalsAhead, 1, 100'000,
            "withdrawals of a login that are remembered before their events"},
    Setting{"history-days", &Limits::historyKept, 2, 3650, "days that events and texts are kept", Day},
    Setting{"records-days", &Limits::recordsKept, 2, 365, "days that anything else is kept after it is over",
            Day},
    Setting{"requests-per-address", &Limits::anonymousPerMinute, 1, Million,
            "requests a minute without a valid token"},
    Setting{"requests-per-network", &Limits::anonymousPerSite, 1, Million,
            "requests a minute without one from an IPv6 /48"},
    Setting{"requests-per-login", &Limits::loginPerMinute, 1, Million, "requests a minute with one"},
    Setting{"changes-per-phone", &Limits::changesPerPhone, 1, Million,
            "starts, events and refreshes an hour of a phone"},
    Setting{"connections", &Limits::connections, 10, Million, "connections at a time"},
    Setting{"connections-per-address", &Limits::connectionsPerAddress, 1, Million,
            "connections of an address, unless it is a proxy's"},
    Setting{"connections-per-network", &Limits::connectionsPerSite, 1, Million, "connections of an IPv6 /48"},
};

const Setting* find(std::string_view name)
{
    const auto found = std::find_if(All.begin(), All.end(), [&](const Setting& s) { return s.name == name; });
    return found == All.end() ? nullptr : &*found;
}

} // namespace

std::optional<LimitValues> readLimits(std::string_view list)
{
    LimitValues values;
    while (!list.empty()) {
        const std::string_view one = list.substr(0, list.find(','));
        list.remove_prefix(std::min(one.size() + 1, list.size()));
        const size_t sign = std::min(one.find('='), one.size());
        const std::string_view number = one.substr(std::min(sign + 1, one.size()));
        const Setting* const setting = find(one.substr(0, sign));
        int value = 0;
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
        if (setting == nullptr || error != std::errc{} || end != number.data() + number.size() ||
            value < setting->least || value > setting->most)
            return std::nullopt;
        values[std::string{setting->name}] = value;
    }
    return values.empty() ? std::nullopt : std::optional{values};
}

void applyLimits(Limits& limits, const LimitValues& values)
{
    for (const auto& [name, value] : values) {
        if (const Setting* const setting = find(name))
            setting->set(limits, value);
    }
}

std::string limitsHelp()
{
    std::string help;
    for (const Setting& setting : All) {
        std::string line = "  " + std::string{setting.name};
        line.resize(std::max<size_t>(line.size() + 1, 24), ' ');
        help += line + std::string{setting.what} + " (" + std::to_string(setting.of(Limits{})) + ")\n";
    }
    return help;
}

} // namespace tocsin::server
