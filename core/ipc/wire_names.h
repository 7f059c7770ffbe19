// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QLatin1StringView>
#include <QString>

#include <algorithm>
#include <array>
#include <cstddef>

// Of requests.cpp and replies.cpp alone.
namespace tocsin::ipc {

/// A value and its name in JSON.
template<typename Enum> struct Named
{
    Enum value;
    QLatin1StringView name;
};

/// Empty where the table does not have it.
template<typename Enum, size_t N> QString nameOf(Enum value, const std::array<Named<Enum>, N>& table)
{
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.value == value; });
    return found == table.end() ? QString{} : QString{found->name};
}

template<typename Enum, size_t N>
Enum valueOf(const QJsonValue& name, const std::array<Named<Enum>, N>& table, Enum otherwise)
{
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const auto& row) { return name.toString() == row.name; });
    return found == table.end() ? otherwise : found->value;
}

inline void insertIfSet(QJsonObject& object, QLatin1StringView key, const QString& value)
{
    if (!value.isEmpty())
        object.insert(key, value);
}

} // namespace tocsin::ipc
