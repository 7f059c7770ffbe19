// SPDX-License-Identifier: MIT
#include "server/api/metrics_text.h"

#include <fstream>
#include <string_view>
#include <unistd.h>

namespace tocsin::server {

namespace {

class Text final
{
public:
    void family(std::string_view name, std::string_view type, std::string_view help)
    {
        m_name = name;
        m_text.append("# HELP ").append(name).append(" ").append(help).append("\n");
        m_text.append("# TYPE ").append(name).append(" ").append(type).append("\n");
    }
    void value(const std::string& number, std::string_view label = {}, std::string_view of = {})
    {
        m_text += m_name;
        if (!label.empty())
            m_text.append("{").append(label).append("=\"").append(of).append("\"}");
        m_text.append(" ").append(number).append("\n");
    }
    void single(std::string_view name, std::string_view type, std::string_view help,
                const std::string& number)
    {
        family(name, type, help);
        value(number);
    }
    [[nodiscard]] const std::string& all() const { return m_text; }

private:
    std::string m_name;
    std::string m_text;
};

/// Bytes of memory that the process has now; 0 where the system does not say.
std::uint64_t residentBytes()
{
    std::uint64_t total = 0;
    std::uint64_t resident = 0;
    std::ifstream{"/proc/self/statm"} >> total >> resident;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

void cap(Text& text, const std::string& name, const std::string& of, const CapWatch& watch, int most)
{
    text.single(name + "_limit", "gauge", "The most " + of + " in 24 hours, all phones together.",
                std::to_string(most));
    if (const auto used = watch.used())
        text.single(name, "gauge", "How many " + of + " there were in 24 hours when that was last counted.",
                    std::to_string(*used));
}

} // namespace

std::string metricsText(const Metrics& metrics, const Limits& limits, Instant startedAt)
{
    constexpr std::array<std::string_view, Metrics::TextOutcomes> outcomes{
        "sent", "try_later", "too_many", "account_refused", "refused", "opted_out", "unknown"};
    Text text;
    text.family("tocsin_build_info", "gauge", "The version of tocsin-server.");
    text.value("1", "version", TOCSIN_VERSION);
    text.single(
        "process_start_time_seconds", "gauge", "When the server began, in seconds since 1970.",
        std::to_string(std::chrono::floor<std::chrono::seconds>(startedAt).time_since_epoch().count()));
    text.single("process_resident_memory_bytes", "gauge", "Memory of the process.",
                std::to_string(residentBytes()));
    text.family("tocsin_http_answers_total", "counter", "Answers to HTTP requests.");
    for (size_t i = 0; i < metrics.answers.size(); ++i)
        text.value(std::to_string(metrics.answers.at(i)), "class", std::to_string(i + 1) + "xx");
    text.family("tocsin_texts_total", "counter", "Tries to hand a text to the SMS provider.");
    for (size_t i = 0; i < outcomes.size(); ++i)
        text.value(std::to_string(metrics.texts.at(i)), "outcome", outcomes.at(i));
    text.single("tocsin_texts_undelivered_total", "counter",
                "Texts that the SMS provider took and then reported as not delivered.",
                std::to_string(metrics.undelivered));
    text.single("tocsin_database_failures_total", "counter",
                "Requests that the database did not answer, or refused.",
                std::to_string(metrics.databaseFailures));
    cap(text, "tocsin_alerts_day", "alerts", metrics.alerts, limits.textsPerDay);
    cap(text, "tocsin_codes_day", "pairing codes", metrics.codes, limits.codesPerDay);
    return text.all();
}

} // namespace tocsin::server
