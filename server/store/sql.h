// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <Poco/Data/Binding.h>
#include <Poco/Data/Extraction.h>
#include <Poco/Data/Session.h>
#include <Poco/Data/Statement.h>
#include <Poco/Nullable.h>
#include <Poco/Types.h>

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace tocsin::server {

using NullableTime = Poco::Nullable<Poco::Int64>;

[[nodiscard]] inline Poco::Int64 toColumn(Instant when)
{
    return when.time_since_epoch().count();
}

[[nodiscard]] inline NullableTime toColumn(const std::optional<Instant>& when)
{
    return when ? NullableTime{toColumn(*when)} : NullableTime{};
}

[[nodiscard]] inline Instant fromColumn(Poco::Int64 when)
{
    return Instant{Duration{when}};
}

[[nodiscard]] inline std::optional<Instant> fromColumn(const NullableTime& when)
{
    return when.isNull() ? std::nullopt : std::optional{fromColumn(when.value())};
}

/// Runs statements on a Poco::Data session with every value bound, none pasted into the text.
class Sql final
{
public:
    explicit Sql(Poco::Data::Session& session)
        : m_session{session}
    {}

    /// How many rows it changed.
    template<typename... In> size_t run(const std::string& text, const In&... values)
    {
        Poco::Data::Statement statement{m_session};
        statement << text;
        (statement.addBind(Poco::Data::Keywords::bind(values)), ...);
        return statement.execute();
    }

    /// The only row, if there is one: one element for each column.
    template<typename... Out, typename... In>
    [[nodiscard]] std::optional<std::tuple<Out...>> row(const std::string& text, const In&... values)
    {
        Poco::Data::Statement statement{m_session};
        statement << text;
        (statement.addBind(Poco::Data::Keywords::bind(values)), ...);
        std::tuple<Out...> columns;
        std::apply([&](auto&... column) { (statement.addExtract(Poco::Data::Keywords::into(column)), ...); },
                   columns);
        if (statement.execute() == 0)
            return std::nullopt;
        return columns;
    }

    /// The first column of every row.
    template<typename Out, typename... In>
    [[nodiscard]] std::vector<Out> column(const std::string& text, const In&... values)
    {
        Poco::Data::Statement statement{m_session};
        statement << text;
        (statement.addBind(Poco::Data::Keywords::bind(values)), ...);
        std::vector<Out> rows;
        statement.addExtract(Poco::Data::Keywords::into(rows));
        statement.execute();
        return rows;
    }

private:
    Poco::Data::Session& m_session;
};

} // namespace tocsin::server
