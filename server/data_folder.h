// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace tocsin::server {

/// Where the server keeps what it keeps: the database and, without JWT_SECRET, the secret. 0700 if we made
/// it.
class DataFolder final
{
public:
    /// Makes the folder if it is missing; `path` empty means the default place. Throws std::runtime_error
    /// with a text for people.
    explicit DataFolder(const std::string& path);

    /// Where it will be made: `path`, or the default place. Throws as the constructor does.
    [[nodiscard]] static std::string place(const std::string& path);

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] std::string database() const { return m_path + "/tocsin.sqlite"; }

    /// The secret in the folder; made on first use. `made` tells.
    struct Secret
    {
        std::string text;
        std::string file;
        bool made{false};
    };
    [[nodiscard]] Secret secret() const;

private:
    std::string m_path;
};

} // namespace tocsin::server
