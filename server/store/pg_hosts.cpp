// SPDX-License-Identifier: MIT
#include "server/store/pg_hosts.h"

#include "server/base/name_lookup.h"
#include "server/store/store_error.h"

#include <algorithm>
#include <libpq-fe.h>
#include <map>
#include <memory>
#include <netdb.h>
#include <string_view>
#include <utility>
#include <vector>

namespace tocsin::server {

namespace {

using List = std::vector<std::string>;

/// What libpq will use: the parameters, what a service's file adds to them, and the environment. It says so
/// of a connection; this one is refused for its sslmode before any name is looked for.
std::map<std::string, std::string> settingsInUse(const PgAddress::Parameters& parameters)
{
    List keys;
    List values;
    std::vector<const char*> keyTexts;
    std::vector<const char*> valueTexts;
    for (const auto& [key, value] : parameters) {
        keyTexts.push_back(key.c_str());
        valueTexts.push_back(value.c_str());
    }
    for (const char* const last : {"sslmode", static_cast<const char*>(nullptr)}) {
        keyTexts.push_back(last);
        valueTexts.push_back(last == nullptr ? nullptr : "none such");
    }
    const std::unique_ptr<PGconn, decltype(&PQfinish)> refused{
        PQconnectStartParams(keyTexts.data(), valueTexts.data(), 0), &PQfinish};
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options{PQconninfo(refused.get()),
                                                                               &PQconninfoFree};
    std::map<std::string, std::string> settings;
    for (const PQconninfoOption* one = options.get(); one != nullptr && one->keyword != nullptr; ++one) {
        if (one->val != nullptr)
            settings[one->keyword] = one->val;
    }
    return settings;
}

/// Empty if the text is.
List split(std::string_view text)
{
    List list;
    while (!text.empty() || !list.empty()) {
        const size_t comma = text.find(',');
        list.emplace_back(text.substr(0, comma));
        if (comma == std::string_view::npos)
            break;
        text.remove_prefix(comma + 1);
    }
    return list;
}

std::string joined(const List& list, std::string_view between)
{
    std::string text;
    for (size_t i = 0; i < list.size(); ++i)
        text.append(i == 0 ? "" : between).append(list[i]);
    return text;
}

/// Not a socket, nor an address already.
bool isName(const std::string& host)
{
    if (host.empty() || host.front() == '/' || host.front() == '@')
        return false;
    addrinfo wanted{};
    wanted.ai_flags = AI_NUMERICHOST;
    addrinfo* found = nullptr;
    if (getaddrinfo(host.c_str(), nullptr, &wanted, &found) != 0)
        return true;
    freeaddrinfo(found);
    return false;
}

} // namespace

PgHosts findHosts(const PgAddress& address, Deadline deadline)
{
    PgHosts result{.parameters = address.parameters()};
    auto settings = settingsInUse(result.parameters);
    const List hosts = split(settings["host"]);
    const List ports = split(settings["port"]);
    List given = split(settings["hostaddr"]);
    if ((!given.empty() && given.size() != hosts.size()) ||
        (ports.size() > 1 && ports.size() != hosts.size()))
        return result; // libpq says what is wrong, if anything is
    given.resize(hosts.size());

    List names;
    for (size_t i = 0; i < hosts.size(); ++i) {
        if (given[i].empty() && isName(hosts[i]))
            names.push_back(hosts[i]);
    }
    if (names.empty())
        return result;
    const auto answers = address.names().find(names, deadline);

    // An entry for each address: libpq tries all of them in turn, as it would those that it finds itself.
    List allHosts;
    List allAddresses;
    List allPorts;
    List problems;
    const auto add = [&](size_t i, const std::string& at) {
        allHosts.push_back(hosts[i]);
        allAddresses.push_back(at);
        if (ports.size() > 1)
            allPorts.push_back(ports[i]);
    };
    for (size_t i = 0, next = 0; i < hosts.size(); ++i) {
        if (next == names.size() || !given[i].empty() || hosts[i] != names[next]) {
            add(i, given[i]);
            continue;
        }
        const NameLookup::Answer& answer = answers[next++];
        for (const std::string& at : answer.addresses)
            add(i, at);
        if (answer.addresses.empty())
            problems.push_back(answer.problem);
    }
    result.missing = joined(problems, "; ");
    if (allHosts.empty())
        throw StoreUnavailable{result.missing};
    result.parameters.emplace_back("host", joined(allHosts, ","));
    result.parameters.emplace_back("hostaddr", joined(allAddresses, ","));
    if (ports.size() > 1)
        result.parameters.emplace_back("port", joined(allPorts, ","));
    return result;
}

} // namespace tocsin::server
