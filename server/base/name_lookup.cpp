// SPDX-License-Identifier: MIT
#include "server/base/name_lookup.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstring>
#include <map>
#include <mutex>
#include <netdb.h>
#include <pthread.h>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <utility>

namespace tocsin::server {

namespace {

/// A lookup goes on asking the name servers of its beginning, though others may have been configured since:
/// after that long another is begun beside it.
constexpr std::chrono::seconds AnotherAfter{10};
constexpr size_t MostOfOneName = 4;
constexpr std::chrono::seconds OthersWaitFor{1};

NameLookup::Answer ask(const std::string& name)
{
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    const int error = getaddrinfo(name.c_str(), nullptr, &wanted, &found);
    if (error != 0)
        return {.problem = "could not translate host name \"" + name + "\" to address: " +
                           (error == EAI_SYSTEM ? std::strerror(errno) : gai_strerror(error))};
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> all{found, &freeaddrinfo};
    NameLookup::Answer answer;
    for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
        std::array<char, NI_MAXHOST> text{};
        if (getnameinfo(one->ai_addr, one->ai_addrlen, text.data(), text.size(), nullptr, 0,
                        NI_NUMERICHOST) == 0)
            answer.addresses.emplace_back(text.data());
    }
    return answer;
}

} // namespace

struct NameLookup::Name
{
    size_t underWay{0};
    Deadline begun{}; ///< the latest of those
    std::uint64_t answers{0};
    Answer last{};
};

struct NameLookup::Shared
{
    std::mutex mutex{};
    std::condition_variable told{};
    std::map<std::string, Name> names{};
};

NameLookup::NameLookup()
    : m_shared{std::make_shared<Shared>()}
{}

void NameLookup::begin(const std::shared_ptr<Shared>& shared, const std::string& name)
{
    Name& state = shared->names[name];
    const auto now = std::chrono::steady_clock::now();
    if (state.underWay >= MostOfOneName || (state.underWay > 0 && now - state.begun < AnotherAfter))
        return;
    try {
        std::thread{[shared, name] {
            pthread_setname_np(pthread_self(), "finds-names");
            Answer answer = ask(name);
            const std::lock_guard lock{shared->mutex};
            Name& of = shared->names[name];
            --of.underWay;
            if (answer.addresses.empty() && of.underWay > 0)
                return; // one that began later may know
            of.last = std::move(answer);
            ++of.answers;
            shared->told.notify_all();
        }}.detach();
    } catch (const std::system_error&) {
        if (state.underWay == 0) {
            state.last = {.problem = "no thread could be made to look for \"" + name + "\""};
            ++state.answers;
        }
        return;
    }
    ++state.underWay;
    state.begun = now;
}

std::vector<NameLookup::Answer> NameLookup::find(const std::vector<std::string>& names,
                                                 Deadline deadline) const
{
    std::unique_lock lock{m_shared->mutex};
    std::vector<std::pair<const Name*, std::uint64_t>> asked; // and how many answers there were before
    for (const std::string& name : names) {
        const Name& state = m_shared->names[name];
        asked.emplace_back(&state, state.answers);
        begin(m_shared, name);
    }
    const auto isTold = [](const auto& one) { return one.first->answers > one.second; };
    const auto areTold = [&] { return std::all_of(asked.begin(), asked.end(), isTold); };
    const auto isOneFound = [&] {
        return std::any_of(asked.begin(), asked.end(), [&](const auto& one) {
            return isTold(one) && !one.first->last.addresses.empty();
        });
    };
    if (!m_shared->told.wait_until(lock, std::min(deadline, std::chrono::steady_clock::now() + OthersWaitFor),
                                   areTold))
        m_shared->told.wait_until(lock, deadline, [&] { return areTold() || isOneFound(); });
    std::vector<Answer> answers;
    for (size_t i = 0; i < names.size(); ++i)
        answers.push_back(isTold(asked[i])
                              ? asked[i].first->last
                              : Answer{.problem = "the resolver does not tell the address of \"" + names[i] +
                                                  "\" in time"});
    return answers;
}

} // namespace tocsin::server
