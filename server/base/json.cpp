// SPDX-License-Identifier: MIT
#include "server/base/json.h"

#include <Poco/JSONString.h>

namespace tocsin::server {

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
    m_members += Poco::toJSON(text, Poco::JSON_WRAP_STRINGS);
}

} // namespace tocsin::server
