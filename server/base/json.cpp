// SPDX-License-Identifier: MIT
#include "server/base/json.h"

#include <Poco/JSONString.h>

#include <algorithm>

namespace tocsin::server {

namespace {

/// Whether it stands in quotes as it is.
bool isPlain(const std::string& text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return c >= ' ' && c < '\x7f' && c != '"' && c != '\\'; });
}

} // namespace

JsonObject& JsonObject::setNull(std::string_view key)
{
    begin(key);
    m_members += "null";
    return *this;
}

JsonObject& JsonObject::setList(std::string_view key, const std::vector<JsonObject>& objects)
{
    begin(key);
    m_members += '[';
    for (const JsonObject& object : objects) {
        if (m_members.back() != '[')
            m_members += ',';
        m_members += object.text();
    }
    m_members += ']';
    return *this;
}

JsonObject& JsonObject::setList(std::string_view key, const std::vector<std::string>& texts)
{
    begin(key);
    m_members += '[';
    for (const std::string& text : texts) {
        if (m_members.back() != '[')
            m_members += ',';
        addText(text);
    }
    m_members += ']';
    return *this;
}

void JsonObject::begin(std::string_view key)
{
    if (!m_members.empty())
        m_members += ',';
    m_members += '"';
    m_members += key; // ours, and plain
    m_members += "\":";
}

void JsonObject::addText(const std::string& text)
{
    if (isPlain(text)) // nearly all, and many times as fast
        m_members.append(1, '"').append(text).append(1, '"');
    else
        m_members += Poco::toJSON(text, Poco::JSON_WRAP_STRINGS);
}

} // namespace tocsin::server
