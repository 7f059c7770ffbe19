// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace tocsin::server {

/// Where a handler waits a moment to learn what came of a text that it has committed.
class TextWatch
{
public:
    TextWatch() = default;
    TextWatch(const TextWatch&) = delete;
    TextWatch& operator=(const TextWatch&) = delete;
    virtual ~TextWatch() = default;

    /// Returns once the text has been tried, or after 2 s at the latest. The store then says what is known.
    virtual void settle(const std::string& textId) = 0;
};

} // namespace tocsin::server
