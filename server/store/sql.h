// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace tocsin::server {

using NullableTime = std::optional<std::int64_t>;

[[nodiscard]] inline std::int64_t toColumn(Instant when)
{
    return when.time_since_epoch().count();
}

[[nodiscard]] inline NullableTime toColumn(const std::optional<Instant>& when)
{
    return when ? NullableTime{toColumn(*when)} : NullableTime{};
}

[[nodiscard]] inline Instant fromColumn(std::int64_t when)
{
    return Instant{Duration{when}};
}

[[nodiscard]] inline std::optional<Instant> fromColumn(const NullableTime& when)
{
    return when ? std::optional{fromColumn(*when)} : std::nullopt;
}

/// A value to be bound. A text must outlive the call it is handed to.
using SqlValue = std::variant<std::monostate, std::int64_t, std::string_view>;

/// The rows of an answer, one after the other.
class SqlCursor
{
public:
    SqlCursor() = default;
    SqlCursor(const SqlCursor&) = delete;
    SqlCursor& operator=(const SqlCursor&) = delete;
    virtual ~SqlCursor() = default;

    /// Goes to the next row; false after the last.
    [[nodiscard]] virtual bool next() = 0;
    [[nodiscard]] virtual bool isNull(int column) const = 0;
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    [[nodiscard]] virtual std::string text(int column) const = 0;
    /// How many rows the statement changed; known once next() said false.
    [[nodiscard]] virtual size_t changed() const = 0;
};

/// One connection to a database. Not thread-safe. Throws StoreError.
class SqlConnection
{
public:
    SqlConnection() = default;
    SqlConnection(const SqlConnection&) = delete;
    SqlConnection& operator=(const SqlConnection&) = delete;
    virtual ~SqlConnection() = default;

    /// Runs one statement with a value for each `?` in it. It stays prepared for the next time. The cursor
    /// must be gone before the same text is executed again.
    [[nodiscard]] virtual std::unique_ptr<SqlCursor> execute(const std::string& text,
                                                             std::span<const SqlValue> values) = 0;
};

/// Runs statements with every value bound, none pasted into the text. The text is SQL that SQLite and
/// PostgreSQL both read.
class Sql final
{
public:
    explicit Sql(SqlConnection& connection)
        : m_connection{connection}
    {}

    /// How many rows it changed.
    template<typename... In> size_t run(const std::string& text, const In&... values)
    {
        const auto cursor = execute(text, values...);
        while (cursor->next()) {
        }
        return cursor->changed();
    }

    /// The first row, if there is one: one element for each column.
    template<typename... Out, typename... In>
    [[nodiscard]] std::optional<std::tuple<Out...>> row(const std::string& text, const In&... values)
    {
        return rowAs<std::tuple<Out...>>(text, values...);
    }
    template<typename Row, typename... In>
    [[nodiscard]] std::optional<Row> rowAs(const std::string& text, const In&... values)
    {
        const auto cursor = execute(text, values...);
        if (!cursor->next())
            return std::nullopt;
        return read<Row>(*cursor, std::make_index_sequence<std::tuple_size_v<Row>>{});
    }

    /// Every row.
    template<typename Row, typename... In>
    [[nodiscard]] std::vector<Row> rowsAs(const std::string& text, const In&... values)
    {
        const auto cursor = execute(text, values...);
        std::vector<Row> found;
        while (cursor->next())
            found.push_back(read<Row>(*cursor, std::make_index_sequence<std::tuple_size_v<Row>>{}));
        return found;
    }

    /// The first column of every row.
    template<typename Out, typename... In>
    [[nodiscard]] std::vector<Out> column(const std::string& text, const In&... values)
    {
        const auto cursor = execute(text, values...);
        std::vector<Out> found;
        while (cursor->next())
            found.push_back(get<Out>(*cursor, 0));
        return found;
    }

private:
    template<typename In> static SqlValue bound(const In& value)
    {
        if constexpr (std::is_integral_v<In>)
            return static_cast<std::int64_t>(value);
        else if constexpr (std::is_same_v<In, NullableTime>)
            return value ? SqlValue{*value} : SqlValue{};
        else if constexpr (std::is_same_v<In, std::optional<std::string>>)
            return value ? SqlValue{std::string_view{*value}} : SqlValue{};
        else
            return std::string_view{value};
    }

    template<typename Out> static Out get(const SqlCursor& cursor, int column)
    {
        if constexpr (std::is_integral_v<Out>)
            return static_cast<Out>(cursor.integer(column));
        else if constexpr (std::is_same_v<Out, NullableTime>)
            return cursor.isNull(column) ? Out{} : Out{cursor.integer(column)};
        else if constexpr (std::is_same_v<Out, std::optional<std::string>>)
            return cursor.isNull(column) ? Out{} : Out{cursor.text(column)};
        else
            return cursor.text(column);
    }

    template<typename Row, size_t... I> static Row read(const SqlCursor& cursor, std::index_sequence<I...>)
    {
        return Row{get<std::tuple_element_t<I, Row>>(cursor, static_cast<int>(I))...};
    }

    template<typename... In> std::unique_ptr<SqlCursor> execute(const std::string& text, const In&... values)
    {
        const std::array<SqlValue, sizeof...(In)> all{bound(values)...};
        return m_connection.execute(text, all);
    }

    SqlConnection& m_connection;
};

} // namespace tocsin::server
