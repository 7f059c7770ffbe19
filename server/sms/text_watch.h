// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"
#include "server/base/deadline.h"

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

    /// Returns once the text has been tried, or after 2 s at the latest, and in time to ask the store before
    /// `until` what is known then. At once while too many wait: each keeps a thread from others.
    virtual void settle(const std::string& textId, Deadline until) = 0;
    /// A text was committed that is due then: it is sent at that time without waiting for the next look.
    virtual void expect(Instant due) = 0;
};

} // namespace tocsin::server
