// SPDX-License-Identifier: MIT
#include "server/check.h"

#include "server/auth/access_jwt.h"
#include "server/base/time_text.h"
#include "server/data_folder.h"
#include "server/domain/phone.h"
#include "server/effective_limits.h"
#include "server/http/tls.h"
#include "server/limits.h"
#include "server/sms/twilio_account.h"
#include "server/store/migrations.h"
#include "server/store/pg_address.h"
#include "server/store/pg_probe.h"
#include "server/store/sqlite_connection.h"

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iomanip>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

namespace tocsin::server {

namespace {

constexpr std::chrono::days SoonExpired{14};
/// A random secret of 32 hex digits has fewer once in 10^9 times; a word or a repeated one has far fewer.
constexpr size_t FewestCharacters = 8;

/// Empty when the secret is good.
std::string weakness(const std::string& secret)
{
    const std::string advice = " Make one with: openssl rand -hex 32";
    if (secret.size() < AccessJwt::MinSecretBytes)
        return "has " + std::to_string(secret.size()) + " bytes and needs 32." + advice;
    if (std::set<char>(secret.begin(), secret.end()).size() < FewestCharacters)
        return "could be guessed." + advice;
    return {};
}

class Check final
{
public:
    Check(const Options& options, const Environment& environment, std::ostream& out)
        : m_options{options}
        , m_environment{environment}
        , m_out{out}
    {}

    bool run()
    {
        address();
        tls();
        folder();
        secret();
        previousSecret();
        database();
        texts();
        metrics();
        smsLog();
        return m_works;
    }

private:
    void say(std::string_view verdict, std::string_view part, const std::string& what)
    {
        m_out << std::left << std::setw(7) << verdict << std::setw(10) << part << what << "\n";
    }
    void ok(std::string_view part, const std::string& what) { say("ok", part, what); }
    void note(std::string_view part, const std::string& what) { say("note", part, what); }
    void wrong(std::string_view part, const std::string& what)
    {
        say("WRONG", part, what);
        m_works = false;
    }

    void address();
    void tls();
    void folder();
    void secret();
    void previousSecret();
    void database();
    void postgres(const std::string& url);
    void sqlite();
    void texts();
    void sender(const TwilioSettings& twilio);
    void publicUrl(const SmsSettings& settings);
    void metrics();
    void smsLog();

    const Options& m_options;
    const Environment& m_environment;
    std::ostream& m_out;
    std::string m_folder; ///< empty unless it is there and ours
    bool m_works{true};
};

void Check::address()
{
    const ListenAt& at = m_options.listen;
    const std::string where = at.host + ", port " + std::to_string(at.port);
    const bool open = !isLoopback(at.host);
    if (open && !at.speaksTls() && !at.behindProxy())
        return wrong("address", where +
                                    " can be reached by others, and tokens would travel in the clear: give "
                                    "--tls-cert and --tls-key, or say which proxy with --trust-proxy.");
    if (open && at.trust.anyPeer && at.trust.networks.empty())
        return note("address", where +
                                   ": whoever connects is believed to be your proxy. Keep others out with a "
                                   "firewall, or name it with --trust-proxy.");
    if (at.behindProxy())
        return ok("address", where + ", behind a proxy");
    ok("address", where + (open ? "" : ", for this machine alone"));
}

void Check::tls()
{
    const ListenAt& at = m_options.listen;
    if (!at.speaksTls())
        return;
    try {
        const TlsFiles files{at.tlsCertificate, at.tlsKey};
        const std::string until = "the certificate is good until " + isoTime(files.expires());
        const auto left = files.expires() - SystemClock{}.now();
        if (left <= Duration::zero())
            return wrong("TLS", "the certificate has expired at " + isoTime(files.expires()) +
                                    ": clients refuse it. Renew it.");
        struct stat status
        {};
        if (stat(at.tlsKey.c_str(), &status) == 0 && (status.st_mode & S_IRWXO) != 0)
            return wrong("TLS", "everybody on this machine can read " + at.tlsKey + ": chmod 600 it.");
        if (left < SoonExpired)
            return note("TLS", until + ": renew it soon.");
        ok("TLS", until);
    } catch (const std::exception& e) {
        wrong("TLS", e.what());
    }
}

void Check::folder()
{
    try {
        const std::string path = DataFolder::place(m_options.dataDir);
        struct stat status
        {};
        if (stat(path.c_str(), &status) != 0)
            return note("data", path + " is not there yet; the server makes it.");
        // Files that a check by another user made, the server could not write to.
        if (status.st_uid != geteuid())
            return wrong("data",
                         path + " belongs to another user: run this as the user who runs the server.");
        m_folder = DataFolder{path}.path();
        ok("data", m_folder);
    } catch (const std::exception& e) {
        wrong("data", e.what());
    }
}

void Check::secret()
{
    const std::string given = m_environment("JWT_SECRET");
    // An empty one is refused: it is more likely a mistake than the wish for another secret than yesterday's.
    if (std::getenv("JWT_SECRET") == nullptr) {
        const std::string file = m_folder + "/jwt-secret";
        if (m_folder.empty() || access(file.c_str(), F_OK) != 0)
            return note("secret", "JWT_SECRET is not set: the server makes a secret in its data folder.");
        try {
            [[maybe_unused]] const auto secret = DataFolder{m_folder}.secret();
            return m_environment("DATABASE_URL").empty()
                       ? ok("secret", "from " + file)
                       : note("secret",
                              "from " + file +
                                  ". Other servers on this database need the same one: JWT_SECRET.");
        } catch (const std::exception& e) {
            return wrong("secret", e.what());
        }
    }
    if (const std::string why = weakness(given); !why.empty())
        return wrong("secret", "JWT_SECRET " + why);
    ok("secret", "JWT_SECRET is long enough");
}

void Check::previousSecret()
{
    const std::string given = m_environment("JWT_SECRET_PREVIOUS");
    if (given.empty())
        return;
    if (const std::string why = weakness(given); !why.empty())
        return wrong("previous", "JWT_SECRET_PREVIOUS " + why);
    if (given == m_environment("JWT_SECRET"))
        return note("previous",
                    "JWT_SECRET_PREVIOUS is the same as JWT_SECRET: one of them is not what it should be.");
    ok("previous",
       "JWT_SECRET_PREVIOUS is accepted too; nothing needs it 36 hours after JWT_SECRET was changed");
}

void Check::database()
{
    if (const std::string url = m_environment("DATABASE_URL"); !url.empty())
        postgres(url);
    else
        sqlite();
}

void Check::postgres(const std::string& url)
{
    try {
        const PgAddress at{url};
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
        const bool kept = keepsPreparedStatements(at, deadline);
        if (const std::string why = whyNotUsable(at, deadline); !why.empty())
            return wrong("database", "PostgreSQL, " + at.shown() + ": " + why + ".");
        ok("database", "PostgreSQL answers: " + at.shown());
        if (!kept)
            note("pooler",
                 "what is in front of the database keeps no prepared statements: each is sent whole, which "
                 "costs a little speed.");
    } catch (const std::exception& e) {
        wrong("database", std::string{"DATABASE_URL does not work: "} + e.what());
    }
}

void Check::sqlite()
{
    const std::string file = m_folder + "/tocsin.sqlite";
    if (m_folder.empty() || access(file.c_str(), F_OK) != 0)
        return note("database",
                    "an SQLite file, which the server makes. To use PostgreSQL, set DATABASE_URL.");
    try {
        SqliteConnection connection{file};
        Sql sql{connection};
        const auto found = sql.row<std::int64_t>("SELECT COALESCE(MAX(version), 0) FROM migrations");
        const int version = found ? static_cast<int>(std::get<0>(*found)) : 0;
        if (const std::string why = whyTooNew(version); !why.empty())
            return wrong("database", file + ": " + why + ".");
        if (version < latestVersion())
            return note("database", "SQLite, " + file + ": the start brings it from version " +
                                        std::to_string(version) + " to " + std::to_string(latestVersion()) +
                                        ", and keeps a copy beside it.");
        ok("database", "SQLite, " + file);
    } catch (const std::exception& e) {
        wrong("database", file + " cannot be used: " + e.what());
    }
}

void Check::texts()
{
    SmsSettings settings;
    Limits limits;
    try {
        settings = readSmsSettings(m_environment);
        limits = effectiveLimits(m_options, settings);
    } catch (const std::exception& e) {
        return wrong("texts", e.what());
    }
    std::string who;
    for (const std::string& country : limits.countries)
        who += (who.empty() ? "" : ", ") + country;
    ok("numbers", (who.empty() ? "of every country" : "of " + who) + ", at most " +
                      std::to_string(limits.textsPerDay) + " alerts and " +
                      std::to_string(limits.codesPerDay) + " codes a day in all");
    ok("limits", std::to_string(limits.textsPerPhone) + " texts an hour to a phone, " +
                     std::to_string(limits.textsForRequests) + " of them only for permissions and questions");
    if (!settings.twilio)
        return note("texts", "Twilio's variables are not set: texts are printed, and reach no phone.");
    if (const std::string why = whyTwilioWillNotSend(*settings.twilio, WebClient{}); !why.empty())
        return wrong("texts", why);
    sender(*settings.twilio);
    publicUrl(settings);
}

void Check::sender(const TwilioSettings& twilio)
{
    switch (twilio.senderKind()) {
    case SenderKind::Number:
        return ok("texts", "Twilio knows the account and its number " + maskedPhone(twilio.from));
    case SenderKind::ShortCode:
        return ok("texts", "Twilio knows the account and its short code " + twilio.from);
    case SenderKind::Service:
        return ok("texts", "Twilio knows the account and its Messaging Service");
    case SenderKind::Name:
        break;
    }
    note("texts", "Twilio knows the account. Which countries take texts from the name " + twilio.from +
                      ", only a text tells; the USA and Canada do not. Nobody can reply STOP to a name.");
}

void Check::publicUrl(const SmsSettings& settings)
{
    if (settings.twilio->authToken.empty())
        return note(
            "reports",
            "TWILIO_AUTH_TOKEN is not set: Twilio signs its requests with it, so no webhook is served. "
            "Nobody's STOP is heard, and nothing is known of what became of a text. Set it beside the API "
            "key.");
    if (settings.publicUrl.empty())
        return note("reports",
                    "PUBLIC_URL is not set: nobody's STOP is heard, and nothing is known of what became of "
                    "a text.");
    if (settings.publicUrl.starts_with("http:"))
        return note("reports", "PUBLIC_URL is an address of this machine: Twilio cannot reach it.");
    if (settings.twilio->senderKind() == SenderKind::Name)
        return ok("reports", "at " + settings.publicUrl + "/twilio/status, which each text names");
    const bool isService = settings.twilio->senderKind() == SenderKind::Service;
    ok("reports", "in Twilio's console, the " +
                      std::string{isService ? "Messaging Service's \"Send a webhook\" for incoming messages"
                                            : "number's \"A message comes in\""} +
                      " must be a webhook to " + settings.publicUrl + "/twilio/inbound");
}

void Check::metrics()
{
    const std::string token = m_environment("METRICS_TOKEN");
    if (const std::string why = whyNoMetricsToken(token); !why.empty())
        return wrong("metrics", why);
    if (m_options.metrics && !isLoopback(m_options.metrics->host))
        return wrong("metrics", NoPublicMetrics);
    if (m_options.metrics)
        ok("metrics", "at " + m_options.metrics->host + ", port " + std::to_string(m_options.metrics->port) +
                          ", for this machine alone");
    if (!token.empty())
        ok("metrics", "at /metrics of the API, for who has METRICS_TOKEN");
}

void Check::smsLog()
{
    if (m_options.smsLog.empty())
        return;
    const std::filesystem::path file{m_options.smsLog};
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
    if (access((std::filesystem::exists(file) ? file : folder).c_str(), W_OK) != 0)
        return wrong("SMS log", "cannot write to " + m_options.smsLog);
    note("SMS log",
         "each text is appended to " + m_options.smsLog + ", codes included: for trying out only.");
}

} // namespace

ExitCode checkConfiguration(const Options& options, const Environment& environment, std::ostream& out)
{
    const bool works = Check{options, environment, out}.run();
    out << (works ? "\nThe server can run with this.\n"
                  : "\nThe server cannot run with this: fix what is WRONG, then check again.\n");
    return works ? ExitCode::Ok : ExitCode::BadConfiguration;
}

} // namespace tocsin::server
