// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>

namespace tocsin::server {

/// Counts what may have changed the database, so that a look at it is worth something. Thread-safe.
class Activity final
{
public:
    void note() { ++m_count; }
    [[nodiscard]] uint64_t count() const { return m_count; }

private:
    std::atomic<uint64_t> m_count{0};
};

} // namespace tocsin::server
