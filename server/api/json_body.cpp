// SPDX-License-Identifier: MIT
#include "server/api/json_body.h"

#include "server/base/time_text.h"
#include "server/domain/text.h"
#include "server/http/api_error.h"

#include <Poco/Exception.h>
#include <Poco/JSON/Parser.h>

#include <utility>

namespace tocsin::server {

JsonBody::JsonBody(const std::string& json)
{
    try {
        Poco::JSON::Parser parser;
        parser.setDepth(16);
        m_object = parser.parse(json).extract<Poco::JSON::Object::Ptr>();
    } catch (const Poco::Exception&) {
        // Not the exception's text: it would quote what was sent.
        throw ApiError::invalidRequest("The body is not a JSON object.");
    }
    if (m_object.isNull())
        throw ApiError::invalidRequest("The body is not a JSON object.");
}

JsonBody::JsonBody(Poco::JSON::Object::Ptr object)
    : m_object{std::move(object)}
{}

std::string JsonBody::text(const std::string& name, size_t most) const
{
    const auto value = optionalText(name, most);
    if (!value || value->empty())
        throw ApiError::invalidRequest("`" + name + "` is missing.");
    // PostgreSQL stores neither, and nobody means them.
    if (value->find('\0') != std::string::npos || toUtf8(fromUtf8(*value)) != *value)
        throw ApiError::invalidRequest("`" + name + "` has characters that are no text.");
    return *value;
}

std::optional<std::string> JsonBody::optionalText(const std::string& name, size_t most) const
{
    const Poco::Dynamic::Var value = m_object->get(name);
    if (value.isEmpty())
        return std::nullopt;
    if (!value.isString())
        throw ApiError::invalidRequest("`" + name + "` is not a text.");
    std::string found = value.extract<std::string>();
    if (fromUtf8(found).size() > most)
        throw ApiError::invalidRequest("`" + name + "` is longer than " + std::to_string(most) +
                                       " characters.");
    return found;
}

std::optional<bool> JsonBody::optionalFlag(const std::string& name) const
{
    const Poco::Dynamic::Var value = m_object->get(name);
    if (value.isEmpty())
        return std::nullopt;
    if (!value.isBoolean())
        throw ApiError::invalidRequest("`" + name + "` is not true or false.");
    return value.extract<bool>();
}

std::optional<int> JsonBody::optionalInteger(const std::string& name, int least, int most) const
{
    const Poco::Dynamic::Var value = m_object->get(name);
    if (value.isEmpty())
        return std::nullopt;
    if (value.isInteger() && !value.isBoolean()) {
        try {
            const auto found = value.convert<Poco::Int64>();
            if (found >= least && found <= most)
                return static_cast<int>(found);
        } catch (const Poco::Exception&) {
            // larger than any that is taken
        }
    }
    throw ApiError::invalidRequest("`" + name + "` is not a whole number from " + std::to_string(least) +
                                   " to " + std::to_string(most) + ".");
}

Instant JsonBody::time(const std::string& name) const
{
    const auto when = parseIsoTime(text(name, 40));
    if (!when)
        throw ApiError::invalidRequest("`" + name + "` is not a time such as 2026-02-01T15:30:00Z.");
    return *when;
}

JsonBody JsonBody::object(const std::string& name) const
{
    const Poco::Dynamic::Var value = m_object->get(name);
    if (value.isEmpty())
        return JsonBody{Poco::JSON::Object::Ptr{new Poco::JSON::Object}};
    if (value.type() != typeid(Poco::JSON::Object::Ptr))
        throw ApiError::invalidRequest("`" + name + "` is not an object.");
    return JsonBody{value.extract<Poco::JSON::Object::Ptr>()};
}

} // namespace tocsin::server
