// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/name_lookup.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tocsin::server {

/// A DATABASE_URL, checked and made ready for libpq
/// (https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING). Holds the password.
class PgAddress final
{
public:
    using Parameters = std::vector<std::pair<std::string, std::string>>;

    /// Throws std::runtime_error when it is none; the text quotes nothing of it.
    explicit PgAddress(const std::string& url);

    /// Keywords and values for PQconnectStartParams(), but for what findHosts() adds. What the URL says wins
    /// over our defaults.
    [[nodiscard]] const Parameters& parameters() const { return m_parameters; }
    /// Who finds the addresses of its names; copies share it.
    [[nodiscard]] const NameLookup& names() const { return m_names; }
    [[nodiscard]] int connectSeconds() const { return m_connectSeconds; }
    /// Host, port and database, for people.
    [[nodiscard]] const std::string& shown() const { return m_shown; }

private:
    Parameters m_parameters;
    NameLookup m_names;
    int m_connectSeconds{5};
    std::string m_shown;
};

} // namespace tocsin::server
