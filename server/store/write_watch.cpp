// SPDX-License-Identifier: MIT
#include "server/store/write_watch.h"

#include "server/store/sql.h"
#include "server/store/store_error.h"

namespace tocsin::server {

WriteWatch::WriteWatch(const std::string& path)
    : m_connection{path}
{
    m_connection.waitForLock(std::chrono::milliseconds{0});
}

std::optional<std::int64_t> WriteWatch::version()
{
    const std::lock_guard lock{m_mutex};
    try {
        const auto row = Sql{m_connection}.row<std::int64_t>("PRAGMA data_version");
        return row ? std::optional{std::get<0>(*row)} : std::nullopt;
    } catch (const StoreError&) {
        return std::nullopt;
    }
}

} // namespace tocsin::server
