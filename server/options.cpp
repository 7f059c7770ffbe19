// SPDX-License-Identifier: MIT
#include "server/options.h"

#include "server/domain/phone_rules.h"
#include "server/limits.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <getopt.h>
#include <optional>
#include <string_view>
#include <vector>

namespace tocsin::server {

namespace {

constexpr std::string_view Help = R"(Usage: tocsin-server [OPTION]...
       tocsin-server check [OPTION]...
       tocsin-server logins [OPTION]...
       tocsin-server logins revoke LOGIN [OPTION]...
The SMS server of Tocsin: the tray app reports what Claude Code needs, and the server texts your phone.
"check" checks the configuration and exits; it changes nothing and sends nothing.
"logins" lists the logins, or revokes one at once; the server may run meanwhile.

  --host HOST         address to listen on (default 127.0.0.1)
  --port PORT         port to listen on (default 3000; 0 picks a free one)
  --tls-cert FILE     certificate chain, PEM; with --tls-key the server speaks HTTPS itself
  --tls-key FILE      its key, PEM; both files are read again at SIGHUP
  --behind-proxy      a TLS proxy stands in front, and nobody else can connect: the client's address is then
                      the last one in X-Forwarded-For
  --trust-proxy CIDR  the same, but for proxies at these addresses alone, such as 10.0.0.0/8; may be given
                      again. X-Forwarded-For is read from its end, past every trusted address
  --data-dir DIR      where the database and the secret are
                      (default $XDG_DATA_HOME/tocsin-server or ~/.local/share/tocsin-server)
  --sms-log FILE      without Twilio: append each text to FILE, as JSON lines {"at","to","body"}
  --countries LIST    countries or calling codes that may log in, such as US,DE,44, or all (default: SMS_COUNTRIES)
  --daily-texts N     at most N alerts in 24 hours, all phones together (default: SMS_DAILY_CAP, else 2000)
  --reserved-texts N  of the 20 texts an hour to a phone, N are only for permissions and questions
                      (default: SMS_RESERVED_TEXTS, else 8)
  --limit NAME=N      another limit, listed below; may be given again (default: SMS_LIMITS, NAME=N with commas between)
  --look-every N      seconds between two looks for what another server on the database left (default 60)
  --look-when-idle N  the same while no session is open and no text waits (default 3600); a database that sleeps
                      when it is idle is woken by it
  --metrics [ADDR:]PORT
                      serve metrics for Prometheus at http://ADDR:PORT/metrics, on a loopback address (127.0.0.1)
  --help              show this
  --version           show the version

Listening on anything but loopback needs TLS or a proxy.
The first line on stdout is "tocsin-server listening on http://HOST:PORT". Texts are sent with Twilio, or printed on
stdout when none of its variables is set; requests are logged on stderr, one JSON object a line.

Environment:
  JWT_SECRET               signs the access tokens, at least 32 bytes; without it a secret is made in the data folder
  JWT_SECRET_PREVIOUS      the one it has replaced: accepted too, for as long as what it signed is good
  DATABASE_URL             a PostgreSQL database, instead of an SQLite file in the data folder
  TWILIO_ACCOUNT_SID       the account that texts are sent from
  TWILIO_AUTH_TOKEN        its token; Twilio's requests are verified with it, so without it no webhook is served
  TWILIO_API_KEY, TWILIO_API_KEY_SECRET
                           an API key that is used to send instead of the token
  TWILIO_PHONE_NUMBER, TWILIO_FROM or TWILIO_MESSAGING_SERVICE_SID
                           the sender: a number; a number, a short code or a name; or a Messaging Service
  TWILIO_OPT_OUT           who replies to STOP, START and HELP: twilio or ours (default twilio)
  TWILIO_API_BASE_URL      instead of https://api.twilio.com
  PUBLIC_URL               how Twilio reaches this server; without it there are no delivery reports and no STOP
  SMS_COUNTRIES            whose numbers may log in, as --countries (default: the country of the number that texts
                           come from; all when they are printed)
  SMS_DAILY_CAP, SMS_RESERVED_TEXTS, SMS_LIMITS
                           as --daily-texts, --reserved-texts, and --limit with commas between
  METRICS_TOKEN            serves /metrics with the API too, for requests with this bearer token, at least 16 bytes
  SMS_MARKS                auto or always: the mark of a text's kind where it costs no more, or always (default auto)
Exit codes: 0 stopped by SIGTERM or SIGINT; 1 anything unforeseen; 64 usage; 69 cannot listen there; 73 cannot use the data folder or the SMS log;
78 configuration refused (a short JWT_SECRET, a public address without TLS or proxy, TLS files that cannot be used).
)";

enum Option : int {
    Host = 256,
    Port,
    BehindProxy,
    TrustProxy,
    TlsCert,
    TlsKey,
    DataDir,
    SmsLog,
    Countries,
    DailyTexts,
    ReservedTexts,
    Limit,
    LookEvery,
    LookWhenIdle,
    MetricsAt,
    ShowHelp,
    ShowVersion
};

constexpr std::array<option, 18> LongOptions{{
    {"host", required_argument, nullptr, Host},
    {"port", required_argument, nullptr, Port},
    {"behind-proxy", no_argument, nullptr, BehindProxy},
    {"trust-proxy", required_argument, nullptr, TrustProxy},
    {"tls-cert", required_argument, nullptr, TlsCert},
    {"tls-key", required_argument, nullptr, TlsKey},
    {"data-dir", required_argument, nullptr, DataDir},
    {"sms-log", required_argument, nullptr, SmsLog},
    {"countries", required_argument, nullptr, Countries},
    {"daily-texts", required_argument, nullptr, DailyTexts},
    {"reserved-texts", required_argument, nullptr, ReservedTexts},
    {"limit", required_argument, nullptr, Limit},
    {"look-every", required_argument, nullptr, LookEvery},
    {"look-when-idle", required_argument, nullptr, LookWhenIdle},
    {"metrics", required_argument, nullptr, MetricsAt},
    {"help", no_argument, nullptr, ShowHelp},
    {"version", no_argument, nullptr, ShowVersion},
    {nullptr, 0, nullptr, 0},
}};

std::optional<int> number(std::string_view text, int least, int most)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most)
        return std::nullopt;
    return value;
}

/// PORT, or ADDRESS:PORT, where an IPv6 address is in brackets.
std::optional<ListenAt> placeAt(std::string_view text)
{
    const size_t colon = text.rfind(':');
    std::string_view host = colon == std::string_view::npos ? "127.0.0.1" : text.substr(0, colon);
    const bool inBrackets = host.starts_with('[') && host.ends_with(']');
    if (inBrackets)
        host = host.substr(1, host.size() - 2);
    const auto port = number(colon == std::string_view::npos ? text : text.substr(colon + 1), 0, 65535);
    if (!port || host.empty() || (host.find(':') != std::string_view::npos) != inBrackets)
        return std::nullopt;
    return ListenAt{.host = std::string{host}, .port = static_cast<uint16_t>(*port)};
}

/// Empty when the option is good.
std::string apply(Options& options, int option, const std::string& value)
{
    switch (option) {
    case Host:
        options.listen.host = value;
        return value.empty() ? "--host needs an address" : "";
    case Port:
        if (const auto port = number(value, 0, 65535)) {
            options.listen.port = static_cast<uint16_t>(*port);
            return {};
        }
        return "--port takes a number from 0 to 65535";
    case BehindProxy:
        options.listen.trust.anyPeer = true;
        return {};
    case TrustProxy:
        if (const auto network = Network::parse(value)) {
            options.listen.trust.networks.push_back(*network);
            return {};
        }
        return "--trust-proxy takes addresses such as 10.0.0.0/8 or 192.0.2.7";
    case TlsCert:
        options.listen.tlsCertificate = value;
        return value.empty() ? "--tls-cert needs a file" : "";
    case TlsKey:
        options.listen.tlsKey = value;
        return value.empty() ? "--tls-key needs a file" : "";
    case DataDir:
        options.dataDir = value;
        return value.empty() ? "--data-dir needs a folder" : "";
    case SmsLog:
        options.smsLog = value;
        return value.empty() ? "--sms-log needs a file" : "";
    case Countries:
        if (const auto codes = readCountries(value)) {
            options.countries = codes;
            return {};
        }
        return "--countries takes countries or calling codes, such as US,DE,44, or the word all";
    case DailyTexts:
        if (const auto texts = number(value, 1, 1'000'000)) {
            options.dailyTexts = *texts;
            return {};
        }
        return "--daily-texts takes a number from 1 to 1000000";
    case Limit:
        if (const auto limits = readLimits(value)) {
            for (const auto& [name, number] : *limits)
                options.limits[name] = number;
            return {};
        }
        return "--limit takes one of the limits that --help lists and a number, such as codes-per-address=50";
    case LookEvery:
        if (const auto seconds = number(value, 1, 3600)) {
            options.lookEvery = std::chrono::seconds{*seconds};
            return {};
        }
        return "--look-every takes seconds from 1 to 3600";
    case LookWhenIdle:
        if (const auto seconds = number(value, 1, 86'400)) {
            options.lookWhenIdle = std::chrono::seconds{*seconds};
            return {};
        }
        return "--look-when-idle takes seconds from 1 to 86400";
    case MetricsAt:
        options.metrics = placeAt(value);
        return options.metrics ? ""
                               : "--metrics takes a port, or an address and a port, such as 127.0.0.1:9464";
    case ReservedTexts:
        options.reservedTexts = number(value, 0, Limits{}.textsPerPhone - 1);
        return options.reservedTexts ? "" : "--reserved-texts takes a number from 0 to 19";
    default:
        return "unknown option, or a value is missing";
    }
}

/// How many of the words name what to do.
size_t readCommand(Options& options, const std::vector<std::string_view>& words)
{
    const auto isWord = [&](size_t index, std::string_view word) {
        return index < words.size() && words[index] == word;
    };
    if (isWord(0, "check")) {
        options.command = Command::Check;
        return 1;
    }
    if (!isWord(0, "logins"))
        return 0;
    if (!isWord(1, "revoke")) {
        options.command = Command::ListLogins;
        return 1;
    }
    options.command = Command::RevokeLogin;
    options.loginId = words.size() > 2 ? words[2] : "";
    return std::min<size_t>(words.size(), 3);
}

} // namespace

std::string whyNoMetricsToken(const std::string& token)
{
    constexpr size_t least = 16;
    if (token.empty() || token.size() >= least)
        return {};
    return "METRICS_TOKEN has " + std::to_string(token.size()) + " bytes; it needs at least " +
           std::to_string(least) + ". Make one with: openssl rand -hex 32";
}

std::variant<Options, ExitCode> readOptions(int argc, char** argv, std::ostream& out, std::ostream& err)
{
    const auto usageError = [&](const std::string& what) {
        err << "tocsin-server: " << what << ". See tocsin-server --help.\n";
        return ExitCode::Usage;
    };
    Options options;
    optind = 0; // getopt keeps its place in globals
    opterr = 0;
    while (true) {
        const int at = optind == 0 ? 1 : optind;
        const int option = getopt_long(argc, argv, ":", LongOptions.data(), nullptr);
        if (option == -1)
            break;
        if (option == ShowHelp) {
            out << Help << "Limits, with their usual numbers:\n" << limitsHelp();
            return ExitCode::Ok;
        }
        if (option == ShowVersion) {
            out << "tocsin-server " << TOCSIN_VERSION << "\n";
            return ExitCode::Ok;
        }
        if (const std::string mistake = apply(options, option, optarg != nullptr ? optarg : "");
            !mistake.empty())
            return usageError(option == '?' || option == ':' ? std::string{argv[at]} + ": " + mistake
                                                             : mistake);
    }
    const std::vector<std::string_view> words{argv + optind, argv + argc};
    if (const size_t taken = readCommand(options, words); taken < words.size())
        return usageError(std::string{words[taken]} + ": no argument is expected here");
    if (options.command == Command::RevokeLogin && options.loginId.empty())
        return usageError("logins revoke needs the login's id, which logins lists");
    if (options.listen.tlsCertificate.empty() != options.listen.tlsKey.empty())
        return usageError("--tls-cert and --tls-key belong together");
    return options;
}

} // namespace tocsin::server
