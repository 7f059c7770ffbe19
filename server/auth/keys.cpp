// SPDX-License-Identifier: MIT
#include "server/auth/keys.h"

#include "server/auth/crypto.h"

#include <algorithm>
#include <utility>

namespace tocsin::server {

Keys::Keys(std::string current, std::string previous)
    : m_all{std::move(current)}
{
    if (!previous.empty())
        m_all.push_back(std::move(previous));
}

Keys Keys::forUse(std::string_view use) const
{
    Keys derived{*this};
    for (std::string& key : derived.m_all)
        key = keyedHash(key, use);
    return derived;
}

std::string Keys::hash(std::string_view text) const
{
    return keyedHash(current(), text);
}

std::vector<std::string> Keys::hashes(std::string_view text) const
{
    std::vector<std::string> all;
    for (const std::string& key : m_all)
        all.push_back(keyedHash(key, text));
    return all;
}

bool Keys::isHash(std::string_view hash, std::string_view text) const
{
    return std::any_of(m_all.begin(), m_all.end(), [&](const std::string& key) {
        return equalInConstantTime(hash, keyedHash(key, text));
    });
}

} // namespace tocsin::server
