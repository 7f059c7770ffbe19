// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/utc_time.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QSet>
#include <QString>
#include <QUuid>

#include <chrono>
#include <concepts>
#include <map>
#include <optional>
#include <type_traits>
#include <utility>

namespace tocsin {

// Values to JSON and back, for what a restart must not lose. A struct says its fields once, for both ways:
//     template<typename Fields> void listFields(Fields& fields, Alert& alert) { fields("text", alert.text); …
//     }
// Reading is lenient: what is missing or of another type leaves the field as it is. An enum is kept by its
// wireName(), which its header declares, so that enumerators may be added and moved.

namespace json {

class Writer;
class Reader;

template<typename T>
concept Struct = requires(T& value, Writer& writer)
{
    listFields(writer, value);
};
template<typename T>
concept Sequence = requires(T& list, typename T::value_type item)
{
    list.begin();
    list.push_back(item);
}
&&!std::same_as<T, QString> && !std::same_as<T, QByteArray>;
/// Its enumerators count from 0 without gaps, and each has a name.
template<typename T>
concept NamedEnum = std::is_enum_v<T> && requires(T value)
{
    {
        wireName(value)
        } -> std::convertible_to<QString>;
};

template<typename T> [[nodiscard]] QJsonValue write(const T& value);
template<typename T> void read(const QJsonValue& json, T& value);

class Writer final
{
public:
    template<typename T> void operator()(const char* name, const T& value)
    {
        m_object.insert(QLatin1StringView{name}, write(value));
    }
    [[nodiscard]] const QJsonObject& object() const { return m_object; }

private:
    QJsonObject m_object;
};

class Reader final
{
public:
    explicit Reader(QJsonObject object)
        : m_object{std::move(object)}
    {}
    template<typename T> void operator()(const char* name, T& value)
    {
        const auto found = m_object.constFind(QLatin1StringView{name});
        if (found != m_object.constEnd())
            read(*found, value);
    }

private:
    QJsonObject m_object;
};

template<typename T> struct Scalar; ///< what no other rule covers
template<> struct Scalar<QString>
{
    static QJsonValue write(const QString& value) { return value; }
    static void read(const QJsonValue& json, QString& value) { value = json.toString(value); }
};
template<> struct Scalar<QByteArray>
{
    static QJsonValue write(const QByteArray& value) { return QString::fromLatin1(value.toBase64()); }
    static void read(const QJsonValue& json, QByteArray& value)
    {
        if (json.isString())
            value = QByteArray::fromBase64(json.toString().toLatin1());
    }
};
template<> struct Scalar<QDateTime>
{
    static QJsonValue write(const QDateTime& value)
    {
        return value.isValid() ? QJsonValue{value.toMSecsSinceEpoch()} : QJsonValue{};
    }
    static void read(const QJsonValue& json, QDateTime& value)
    {
        value = json.isDouble() ? utcFromMSecs(json.toInteger()) : QDateTime{};
    }
};
template<> struct Scalar<QUuid>
{
    static QJsonValue write(const QUuid& value) { return value.toString(QUuid::WithoutBraces); }
    static void read(const QJsonValue& json, QUuid& value) { value = QUuid::fromString(json.toString()); }
};
template<> struct Scalar<std::chrono::seconds>
{
    static QJsonValue write(std::chrono::seconds value) { return qint64{value.count()}; }
    static void read(const QJsonValue& json, std::chrono::seconds& value)
    {
        value = std::chrono::seconds{json.toInteger(value.count())};
    }
};

inline constexpr int MaxEnumerator{255};

template<typename E> void readEnum(const QJsonValue& json, E& value)
{
    static_assert(NamedEnum<E>, "an enum that is kept needs a wireName() beside it");
    const QString name = json.toString();
    for (int i = 0; !name.isEmpty() && i <= MaxEnumerator; ++i) {
        const auto candidate = static_cast<E>(i);
        const QString known = wireName(candidate);
        if (known.isEmpty()) // the last one was before
            return;
        if (known == name) {
            value = candidate;
            return;
        }
    }
}

template<typename T> QJsonObject toObject(const T& value)
{
    Writer writer;
    listFields(writer, const_cast<T&>(value)); // NOLINT(cppcoreguidelines-pro-type-const-cast): only read
    return writer.object();
}

template<typename T> void fromObject(const QJsonObject& object, T& value)
{
    Reader reader{object};
    listFields(reader, value);
}

template<typename T> struct IsOptional : std::false_type
{};
template<typename T> struct IsOptional<std::optional<T>> : std::true_type
{};
template<typename T> struct IsPair : std::false_type
{};
template<typename A, typename B> struct IsPair<std::pair<A, B>> : std::true_type
{};
template<typename T> struct IsMap : std::false_type
{};
template<typename K, typename V> struct IsMap<std::map<K, V>> : std::true_type
{};
template<typename T> struct IsSet : std::false_type
{};
template<typename T> struct IsSet<QSet<T>> : std::true_type
{};

template<typename T> QJsonValue write(const T& value)
{
    if constexpr (Struct<T>) {
        return toObject(value);
    } else if constexpr (std::same_as<T, bool>) {
        return value;
    } else if constexpr (std::is_enum_v<T>) {
        static_assert(NamedEnum<T>, "an enum that is kept needs a wireName() beside it");
        return wireName(value);
    } else if constexpr (std::integral<T>) {
        return static_cast<qint64>(value);
    } else if constexpr (IsOptional<T>::value) {
        return value ? write(*value) : QJsonValue{};
    } else if constexpr (IsPair<T>::value) {
        return QJsonArray{write(value.first), write(value.second)};
    } else if constexpr (IsMap<T>::value || IsSet<T>::value || Sequence<T>) {
        QJsonArray array;
        for (const auto& item : value)
            array.append(write(item));
        return array;
    } else {
        return Scalar<T>::write(value);
    }
}

template<typename T> void read(const QJsonValue& json, T& value)
{
    if constexpr (Struct<T>) {
        fromObject(json.toObject(), value);
    } else if constexpr (std::same_as<T, bool>) {
        value = json.toBool(value);
    } else if constexpr (std::is_enum_v<T>) {
        readEnum(json, value);
    } else if constexpr (std::integral<T>) {
        value = static_cast<T>(json.toInteger(static_cast<qint64>(value)));
    } else if constexpr (IsOptional<T>::value) {
        value.reset();
        if (!json.isNull())
            read(json, value.emplace());
    } else if constexpr (IsPair<T>::value) {
        read(json[0], value.first);
        read(json[1], value.second);
    } else if constexpr (IsMap<T>::value) {
        value.clear();
        for (const QJsonValue item : json.toArray()) {
            typename T::key_type key{};
            read(item[0], key);
            read(item[1], value[key]);
        }
    } else if constexpr (IsSet<T>::value) {
        value.clear();
        for (const QJsonValue item : json.toArray()) {
            typename T::key_type key{};
            read(item, key);
            value.insert(key);
        }
    } else if constexpr (Sequence<T>) {
        value = {};
        for (const QJsonValue item : json.toArray()) {
            typename T::value_type element{};
            read(item, element);
            value.push_back(std::move(element));
        }
    } else {
        Scalar<T>::read(json, value);
    }
}

} // namespace json

} // namespace tocsin
