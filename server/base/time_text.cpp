// SPDX-License-Identifier: MIT
#include "server/base/time_text.h"

#include <array>
#include <cstdio>

namespace tocsin::server {

namespace {

/// Takes one character or a run of digits off the front of a text; remembers the first failure.
class Reader final
{
public:
    explicit Reader(std::string_view text)
        : m_rest{text}
    {}

    int digits(size_t count)
    {
        int value = 0;
        for (size_t i = 0; i < count; ++i) {
            if (!nextIsDigit()) {
                m_good = false;
                return 0;
            }
            value = value * 10 + (m_rest.front() - '0');
            m_rest.remove_prefix(1);
        }
        return value;
    }

    bool take(std::string_view oneOf)
    {
        if (m_rest.empty() || oneOf.find(m_rest.front()) == std::string_view::npos)
            return false;
        m_taken = m_rest.front();
        m_rest.remove_prefix(1);
        return true;
    }

    void expect(std::string_view oneOf) { m_good = take(oneOf) && m_good; }
    [[nodiscard]] bool nextIsDigit() const
    {
        return !m_rest.empty() && m_rest.front() >= '0' && m_rest.front() <= '9';
    }
    [[nodiscard]] char taken() const { return m_taken; }
    [[nodiscard]] bool good() const { return m_good; }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

private:
    std::string_view m_rest;
    char m_taken{0};
    bool m_good{true};
};

std::chrono::milliseconds readFraction(Reader& reader)
{
    int value = 0;
    int scale = 100;
    if (!reader.nextIsDigit())
        reader.expect("0123456789");
    while (reader.nextIsDigit()) {
        value += reader.digits(1) * scale;
        scale /= 10;
    }
    return std::chrono::milliseconds{value};
}

} // namespace

std::string isoTime(Instant when)
{
    const auto day = std::chrono::floor<std::chrono::days>(when);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(when - day)};
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                  static_cast<int>(time.seconds().count()));
    return text.data();
}

std::optional<Instant> parseIsoTime(std::string_view text)
{
    using namespace std::chrono;
    Reader reader{text};
    const year y{reader.digits(4)};
    reader.expect("-");
    const month m{static_cast<unsigned>(reader.digits(2))};
    reader.expect("-");
    const day d{static_cast<unsigned>(reader.digits(2))};
    reader.expect("Tt");
    const int hour = reader.digits(2);
    reader.expect(":");
    const int minute = reader.digits(2);
    reader.expect(":");
    const int second = reader.digits(2);
    const milliseconds fraction = reader.take(".,") ? readFraction(reader) : milliseconds{0};
    minutes offset{0};
    reader.expect("Zz+-");
    if (reader.taken() == '+' || reader.taken() == '-') {
        const int sign = reader.taken() == '-' ? -1 : 1;
        const int hours = reader.digits(2);
        reader.take(":");
        offset = minutes{sign * (hours * 60 + reader.digits(2))};
    }
    const year_month_day date{y, m, d};
    // 60: a leap second is a second that exists.
    if (!reader.good() || !reader.atEnd() || !date.ok() || hour > 23 || minute > 59 || second > 60)
        return std::nullopt;
    return Instant{sys_days{date}} + hours{hour} + minutes{minute} + seconds{second} + fraction - offset;
}

} // namespace tocsin::server
