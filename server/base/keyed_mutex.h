// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <unordered_set>

namespace tocsin::server {

/// A mutex for each name, held while somebody works under that name.
class KeyedMutex final
{
public:
    class Lock final
    {
    public:
        Lock(KeyedMutex& owner, std::string name)
            : m_owner{owner}
            , m_name{std::move(name)}
        {
            std::unique_lock lock{m_owner.m_mutex};
            m_owner.m_freed.wait(lock, [this] { return m_owner.m_held.insert(m_name).second; });
        }
        Lock(const Lock&) = delete;
        Lock& operator=(const Lock&) = delete;
        ~Lock()
        {
            {
                const std::lock_guard lock{m_owner.m_mutex};
                m_owner.m_held.erase(m_name);
            }
            m_owner.m_freed.notify_all();
        }

    private:
        KeyedMutex& m_owner;
        std::string m_name;
    };

private:
    std::mutex m_mutex;
    std::condition_variable m_freed;
    std::unordered_set<std::string> m_held;
};

} // namespace tocsin::server
