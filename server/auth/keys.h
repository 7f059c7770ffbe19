// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tocsin::server {

/// A secret, and while it is being replaced the one that was in its place: what is new is made with the
/// current one, what was made with either is still ours.
class Keys final
{
public:
    /// `previous`: empty without one.
    explicit Keys(std::string current, std::string previous = {});

    [[nodiscard]] const std::string& current() const { return m_all.front(); }
    /// The current one first.
    [[nodiscard]] const std::vector<std::string>& all() const { return m_all; }

    /// Keys for one use, which tell nothing of these, nor of those for another use.
    [[nodiscard]] Keys forUse(std::string_view use) const;

    /// keyedHash() of the text with the current key.
    [[nodiscard]] std::string hash(std::string_view text) const;
    /// keyedHash() of the text with each, the current one first: what was made with any is found by one of
    /// them.
    [[nodiscard]] std::vector<std::string> hashes(std::string_view text) const;
    /// Whether it is keyedHash() of the text with any of them.
    [[nodiscard]] bool isHash(std::string_view hash, std::string_view text) const;

private:
    std::vector<std::string> m_all;
};

} // namespace tocsin::server
