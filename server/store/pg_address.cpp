// SPDX-License-Identifier: MIT
#include "server/store/pg_address.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <libpq-fe.h>
#include <map>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace tocsin::server {

namespace {

using Settings = std::map<std::string, std::string>;

/// libpq's own words about a bad URL quote pieces of it, and a password with a forgotten %40 ends up in the
/// strangest places.
std::runtime_error notAnAddress()
{
    return std::runtime_error(
        "DATABASE_URL is not an address such as postgresql://user:password@host/database?sslmode=require. In "
        "user and password write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23, % as %25 and & as %26.");
}

/// Whether what comes before host and database is one user with at most one password, all of it encoded.
bool hasPlainLogin(const std::string& url)
{
    const size_t begin = url.find("://") + 3;
    const std::string rest = url.substr(begin);
    const std::string authority = rest.substr(0, rest.find_first_of("/?#"));
    const auto count = [](const std::string& text, char c) {
        return std::count(text.begin(), text.end(), c);
    };
    // An @ further on: the login was cut off at a /, ? or # of its own.
    if (count(rest, '@') != count(authority, '@') || count(authority, '@') > 1)
        return false;
    const size_t at = authority.find('@');
    return at == std::string::npos || count(authority.substr(0, at), ':') <= 1;
}

Settings parse(const std::string& url)
{
    if ((!url.starts_with("postgresql://") && !url.starts_with("postgres://")) || !hasPlainLogin(url))
        throw notAnAddress();
    char* error = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options{
        PQconninfoParse(url.c_str(), &error), &PQconninfoFree};
    PQfreemem(error);
    if (!options)
        throw notAnAddress();
    Settings settings;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val != nullptr)
            settings[option->keyword] = option->val;
    }
    return settings;
}

std::string valueOf(const Settings& settings, const std::string& key, const char* variable)
{
    if (const auto found = settings.find(key); found != settings.end())
        return found->second;
    const char* const set = std::getenv(variable);
    return set != nullptr ? set : "";
}

/// No network between us and it, nor any other of the list.
bool isNear(std::string_view hosts)
{
    while (true) {
        const std::string_view host = hosts.substr(0, hosts.find(','));
        if (!host.empty() && host.front() != '/' && host.front() != '@' && host != "localhost" &&
            host != "127.0.0.1" && host != "::1")
            return false;
        if (host.size() == hosts.size())
            return true;
        hosts.remove_prefix(host.size() + 1);
    }
}

} // namespace

PgAddress::PgAddress(const std::string& url)
{
    Settings settings = parse(url);
    const std::string host = valueOf(settings, "host", "PGHOST");
    const std::string port = valueOf(settings, "port", "PGPORT");
    // libpq connects to this one, whatever the host is called.
    const std::string address = valueOf(settings, "hostaddr", "PGHOSTADDR");
    // It would send everything in the clear to a server that says it has no TLS.
    if (valueOf(settings, "sslmode", "PGSSLMODE").empty()) {
        // Where that leads, and with what sslmode, a file says that only libpq reads.
        if (!valueOf(settings, "service", "PGSERVICE").empty())
            throw std::runtime_error("DATABASE_URL names a service: say there how to connect to it, as by "
                                     "sslmode=verify-full, or sslmode=prefer if it is on this machine.");
        // A list of names may have more entries than that of addresses: those count by their names.
        if (!isNear(address) ||
            (!isNear(host) && (address.empty() || address.find(',') != std::string::npos)))
            settings["sslmode"] = "require";
    }
    // What libpq 16 calls "system"; before it, the file has to be named.
    if (PQlibVersion() < 160000 && valueOf(settings, "sslrootcert", "PGSSLROOTCERT") == "system")
        settings["sslrootcert"] = "/etc/ssl/certs/ca-certificates.crt";
    settings.try_emplace("application_name", "tocsin-server");
    // What stands between us and it may forget a connection that is quiet, and say so to neither.
    settings.try_emplace("keepalives_idle", "60");
    settings.try_emplace("keepalives_interval", "5");
    settings.try_emplace("keepalives_count", "3");
    settings.try_emplace("tcp_user_timeout", "10000");
    settings["client_encoding"] = "UTF8";
    if (const std::string seconds = valueOf(settings, "connect_timeout", "PGCONNECT_TIMEOUT");
        !seconds.empty())
        std::from_chars(seconds.data(), seconds.data() + seconds.size(), m_connectSeconds);
    m_connectSeconds = std::clamp(m_connectSeconds, 1, 60);
    m_shown = (!host.empty()     ? host
               : address.empty() ? "the local socket"
                                 : address) +
              (port.empty() ? "" : ", port " + port) +
              (settings.contains("dbname") ? ", database " + settings["dbname"] : "");
    m_parameters.assign(settings.begin(), settings.end());
}

} // namespace tocsin::server
