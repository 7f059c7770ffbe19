// SPDX-License-Identifier: MIT
#pragma once

#include <utility>
#include <variant>

namespace tocsin {

/// The error half of an Expected: `return Unexpected{Error::Timeout};`
template<typename E> struct Unexpected
{
    E error;
};
template<typename E> Unexpected(E) -> Unexpected<E>;

/// A value or a typed error. GCC 12 in C++20 mode has no std::expected; this is the part of it that we use.
template<typename T, typename E> class [[nodiscard]] Expected final
{
public:
    Expected(T value) // NOLINT(google-explicit-constructor): a result converts from its value
        : m_data{std::in_place_index<0>, std::move(value)}
    {}
    Expected(Unexpected<E> unexpected) // NOLINT(google-explicit-constructor)
        : m_data{std::in_place_index<1>, std::move(unexpected.error)}
    {}

    [[nodiscard]] bool hasValue() const { return m_data.index() == 0; }
    [[nodiscard]] explicit operator bool() const { return hasValue(); }

    [[nodiscard]] const T& value() const { return std::get<0>(m_data); }
    [[nodiscard]] T& value() { return std::get<0>(m_data); }
    [[nodiscard]] const T& operator*() const { return value(); }
    [[nodiscard]] const T* operator->() const { return &value(); }
    [[nodiscard]] const E& error() const { return std::get<1>(m_data); }

private:
    std::variant<T, E> m_data;
};

} // namespace tocsin
