// SPDX-License-Identifier: MIT
#include "server/logins_command.h"

#include "server/api/logins_api.h"
#include "server/base/time_text.h"
#include "server/domain/phone.h"

#include <iomanip>
#include <vector>

namespace tocsin::server {

namespace {

struct Line
{
    Login login;
    LoginUse use;
    std::string phone; ///< masked
};

constexpr int IdWidth = 37;
constexpr int PhoneWidth = 12;
constexpr int TimeWidth = 22;

} // namespace

void listLogins(Store& store, Instant now, std::ostream& out)
{
    const auto lines = inTransaction(store, [now](Transaction& tx) {
        std::vector<Line> found;
        for (const Login& login : tx.logins({}, now)) {
            const auto phone = tx.phone(login.phoneId);
            found.push_back(
                {login, tx.loginUse(login.id), maskedPhone(phone ? phone->number : std::string{})});
        }
        return found;
    });
    if (lines.empty()) {
        out << "There are no logins.\n";
        return;
    }
    const auto write = [&](std::string_view id, std::string_view phone, std::string_view created,
                           std::string_view used, std::string_view computer) {
        out << std::left << std::setw(IdWidth) << id << std::setw(PhoneWidth) << phone << std::setw(TimeWidth)
            << created << std::setw(TimeWidth) << used << computer << "\n";
    };
    write("LOGIN", "PHONE", "CREATED", "LAST USED", "COMPUTER");
    for (const Line& line : lines)
        write(line.login.id, line.phone, isoTime(line.login.createdAt),
              isoTime(lastUse(line.login, line.use)), line.use.hostname.empty() ? "-" : line.use.hostname);
}

ExitCode revokeLogin(Store& store, Instant now, const std::string& loginId, std::ostream& out,
                     std::ostream& err)
{
    const auto sessions = inTransaction(store, [&](Transaction& tx) -> std::optional<int> {
        return tx.login(loginId) ? std::optional{endLogin(tx, loginId, now)} : std::nullopt;
    });
    if (!sessions) {
        err << "tocsin-server: there is no such login. tocsin-server logins lists them.\n";
        return ExitCode::Usage;
    }
    out << "Revoked. Sessions that ended with it: " << *sessions << "\n";
    return ExitCode::Ok;
}

} // namespace tocsin::server
