// SPDX-License-Identifier: MIT
#include "server/store/phone_merge.h"

#include "server/domain/phone_rules.h"

#include <cstdint>
#include <map>

namespace tocsin::server {

namespace {

using NumberedPhone = std::tuple<std::string, std::string>; // id, number

void moveTo(Sql& sql, const std::string& id, const std::string& other)
{
    for (const char* const statement : {"UPDATE pairing_codes SET phone_id = ? WHERE phone_id = ?",
                                        "UPDATE pairing_failures SET phone_id = ? WHERE phone_id = ?",
                                        "UPDATE logins SET phone_id = ? WHERE phone_id = ?",
                                        "UPDATE outbox SET phone_id = ? WHERE phone_id = ?"})
        sql.run(statement, id, other);
    sql.run("DELETE FROM phones WHERE id = ?", other);
}

void mergeOptOuts(Sql& sql)
{
    using Row = std::tuple<std::string, std::int64_t, int>;
    for (const auto& [number, at, learned] :
         sql.rowsAs<Row>("SELECT number, at, learned FROM opt_outs ORDER BY learned, at")) {
        const std::string parsed = canonicalNumber(number).value_or(number);
        if (parsed == number)
            continue;
        sql.run("DELETE FROM opt_outs WHERE number = ?", number);
        const auto known = sql.row<int>("SELECT learned FROM opt_outs WHERE number = ?", parsed);
        if (known && std::get<0>(*known) <= learned)
            continue;
        sql.run("DELETE FROM opt_outs WHERE number = ?", parsed);
        sql.run("INSERT INTO opt_outs (number, at, learned) VALUES (?, ?, ?)", parsed, at, learned);
    }
}

} // namespace

void mergePhones(Sql& sql)
{
    std::map<std::string, std::vector<NumberedPhone>> phones;
    for (const auto& phone : sql.rowsAs<NumberedPhone>("SELECT id, number FROM phones ORDER BY id")) {
        const std::string& number = std::get<1>(phone);
        phones[canonicalNumber(number).value_or(number)].push_back(phone);
    }
    for (const auto& [number, same] : phones) {
        const auto& [id, written] = same.front();
        for (size_t i = 1; i < same.size(); ++i)
            moveTo(sql, id, std::get<0>(same[i]));
        if (written != number)
            sql.run("UPDATE phones SET number = ? WHERE id = ?", number, id);
    }
    mergeOptOuts(sql);
}

} // namespace tocsin::server
