// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tocsin::server {

/// A DATABASE_URL, checked and made ready for libpq
/// (https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING). Holds the password.
class PgAddress final
{
public:
    /// Throws std::runtime_error when it is none; the text quotes nothing of it.
    explicit PgAddress(const std::string& url);

    /// Keywords and values for PQconnectStartParams(). What the URL says wins over our defaults.
    [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& parameters() const
    {
        return m_parameters;
    }
    [[nodiscard]] int connectSeconds() const { return m_connectSeconds; }
    /// Host, port and database, for people.
    [[nodiscard]] const std::string& shown() const { return m_shown; }

private:
    std::vector<std::pair<std::string, std::string>> m_parameters;
    int m_connectSeconds{5};
    std::string m_shown;
};

} // namespace tocsin::server
