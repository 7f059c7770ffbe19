// SPDX-License-Identifier: MIT
#include "server/api/housekeeping_thread.h"
#include "server/api/router.h"
#include "server/auth/keys.h"
#include "server/base/address.h"
#include "server/base/log.h"
#include "server/base/self_request.h"
#include "server/base/service_manager.h"
#include "server/base/watchdog.h"
#include "server/check.h"
#include "server/data_folder.h"
#include "server/effective_limits.h"
#include "server/http/tls.h"
#include "server/logins_command.h"
#include "server/options.h"
#include "server/sms/console_transport.h"
#include "server/sms/outbox_workers.h"
#include "server/sms/twilio_transport.h"
#include "server/store/open_store.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <future>
#include <iostream>
#include <optional>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace tocsin::server;

namespace {

/// A start that was refused, in words for people.
struct Refused
{
    ExitCode code;
    std::string why;
};

std::string environment(const char* name)
{
    const char* const value = std::getenv(name);
    return value != nullptr ? value : "";
}

SmsSettings findSmsSettings()
{
    try {
        return readSmsSettings(environment);
    } catch (const std::exception& e) {
        throw Refused{ExitCode::BadConfiguration, e.what()};
    }
}

Limits findLimits(const Options& options, const SmsSettings& settings)
{
    try {
        return effectiveLimits(options, settings);
    } catch (const std::exception& e) {
        throw Refused{ExitCode::BadConfiguration, e.what()};
    }
}

std::string findMetricsToken()
{
    std::string token = environment("METRICS_TOKEN");
    if (const std::string why = whyNoMetricsToken(token); !why.empty())
        throw Refused{ExitCode::BadConfiguration, why};
    return token;
}

std::unique_ptr<SmsTransport> transportFor(const SmsSettings& settings, const Clock& clock,
                                           const std::string& smsLog)
{
    if (!settings.twilio)
        return std::make_unique<ConsoleTransport>(clock, smsLog);
    const bool hearsTwilio = !settings.twilio->authToken.empty();
    if (!hearsTwilio)
        logLine("warning",
                "TWILIO_AUTH_TOKEN is not set: Twilio's requests cannot be verified, so no webhook is "
                "served. No delivery reports will come, nor anybody's STOP");
    else if (settings.publicUrl.empty())
        logLine("warning", "PUBLIC_URL is not set: no delivery reports will come, nor anybody's STOP");
    return std::make_unique<TwilioTransport>(*settings.twilio,
                                             hearsTwilio ? settings.publicUrl : std::string{});
}

std::string longEnough(const char* name, const std::string& secret)
{
    if (secret.size() < AccessJwt::MinSecretBytes)
        throw Refused{ExitCode::BadConfiguration,
                      std::string{name} + " has " + std::to_string(secret.size()) +
                          " bytes; it needs at least 32. Make one with: openssl rand -hex 32"};
    return secret;
}

std::string findSecret(const DataFolder& folder)
{
    if (std::getenv("JWT_SECRET") != nullptr)
        return longEnough("JWT_SECRET", environment("JWT_SECRET"));
    const DataFolder::Secret secret = folder.secret();
    if (secret.made)
        logLine("info", "JWT_SECRET is not set: made a secret", {{"file", secret.file}});
    return secret.text;
}

Keys findSecrets(const DataFolder& folder)
{
    const char* const previous = "JWT_SECRET_PREVIOUS";
    const std::string before = environment(previous);
    return Keys{findSecret(folder), before.empty() ? before : longEnough(previous, before)};
}

void checkTls(const ListenAt& where)
{
    try {
        const TlsFiles files{where.tlsCertificate, where.tlsKey};
        if (files.expires() < SystemClock{}.now())
            logLine("warning", "the TLS certificate has expired: clients will refuse it");
    } catch (const std::exception& e) {
        throw Refused{ExitCode::BadConfiguration, e.what()};
    }
}

void checkAddress(const ListenAt& where)
{
    if (!where.speaksTls() && !where.behindProxy() && !isLoopback(where.host))
        throw Refused{ExitCode::BadConfiguration,
                      where.host +
                          " is not a loopback address: tokens would travel in the clear. Give a certificate "
                          "with --tls-cert and --tls-key, or put a TLS proxy in front and say so with "
                          "--behind-proxy or --trust-proxy."};
    if (where.speaksTls())
        checkTls(where);
}

/// Now rather than when the first pairing code cannot be sent.
void checkSmsLog(const std::string& file)
{
    if (!file.empty() && !std::ofstream{file, std::ios::app})
        throw Refused{ExitCode::CannotStore,
                      "cannot write to " + file + ": --sms-log needs a file in a folder that is there"};
}

/// Blocked before any thread starts, so that only waitForEnd() sees them.
sigset_t blockEndSignals()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error like a full disk
    return signals;
}

/// Reads the TLS files again at SIGHUP, until a signal says stop.
void waitForEnd(const sigset_t& signals, WebServer& web)
{
    while (true) {
        const int signal = sigwaitinfo(&signals, nullptr);
        if (signal == SIGHUP)
            web.reload();
        else if (signal > 0)
            return;
    }
}

/// In ten seconds at most: requests have as long to end, and so has a text that is being sent. Those that the
/// last requests bring are sent too if there is time; else they wait for the next start.
void end(WebServer& web, OutboxWorkers& workers)
{
    static constexpr std::chrono::seconds timeForMoreTexts{2};
    std::promise<void> drained;
    std::thread texts{[&workers, all = drained.get_future()] {
        static_cast<void>(all.wait_for(timeForMoreTexts));
        workers.stop();
    }};
    web.stop();
    drained.set_value();
    texts.join();
}

/// A process that runs is not enough: connections have to be taken, and requests answered.
bool provesLife(const WebServer& web, std::chrono::milliseconds patience)
{
    const bool answers = answersOwnRequest(web.url(), patience);
    if (!answers)
        logLine("error", "the server did not answer a request of its own in time");
    return answers;
}

void serve(const Options& options)
{
    const sigset_t signals = blockEndSignals();
    checkAddress(options.listen);
    if (options.metrics && !isLoopback(options.metrics->host))
        throw Refused{ExitCode::BadConfiguration, NoPublicMetrics};
    checkSmsLog(options.smsLog);
    const std::string metricsToken = findMetricsToken();
    const SmsSettings smsSettings = findSmsSettings();
    const SystemClock clock;
    const Limits limits = findLimits(options, smsSettings);
    std::optional<DataFolder> folder;
    std::optional<Keys> secrets;
    std::unique_ptr<Store> store;
    try {
        folder.emplace(options.dataDir);
        secrets = findSecrets(*folder);
        store = openStore(folder->database(), clock);
    } catch (const std::exception& e) {
        throw Refused{ExitCode::CannotStore, e.what()};
    }

    const AccessJwt jwt{*secrets};
    const Keys codeKeys = secrets->forUse("pairing codes");
    const Keys sessionKeys = secrets->forUse("session tokens");
    const Keys answerKeys = secrets->forUse("requests with a key");
    const auto sms = transportFor(smsSettings, clock, options.smsLog);
    Metrics metrics;
    RequestLimiter perAddress{clock, limits.anonymousPerMinute, limits.anonymousPerSite};
    RequestLimiter perLogin{clock, limits.loginPerMinute};
    RequestLimiter changes{clock, limits.changesPerPhone, 0, std::chrono::hours{1}};
    KnownTokens knownTokens;
    Outbox outbox{*store, clock, *sms, secrets->forUse("outbox"), limits, metrics};
    OutboxWorkers workers{outbox, clock};
    const TwilioHooks hooks{smsSettings.twilio ? smsSettings.twilio->authToken : std::string{},
                            smsSettings.publicUrl};
    Activity activity;
    Reachable reachable{clock.now()};
    const Parts parts{.store = *store,
                      .clock = clock,
                      .outbox = outbox,
                      .texts = workers,
                      .limits = limits,
                      .jwt = jwt,
                      .codeKeys = codeKeys,
                      .sessionKeys = sessionKeys,
                      .answerKeys = answerKeys,
                      .perAddress = perAddress,
                      .perLogin = perLogin,
                      .changes = changes,
                      .knownTokens = knownTokens,
                      .hooks = hooks,
                      .activity = activity,
                      .reachable = reachable,
                      .metrics = metrics,
                      .marks = smsSettings.marks,
                      .canReply = smsSettings.canReply(),
                      .ownReplies = smsSettings.ownReplies,
                      .printsTexts = !smsSettings.twilio,
                      .metricsToken = metricsToken};
    Housekeeping housekeeping{parts, options.lookWhenIdle};
    Router router{parts};
    Router metricsRouter{parts, Router::Serves::Metrics};
    std::optional<WebServer> web;
    std::optional<WebServer> metricsWeb;
    try {
        web.emplace(router, options.listen,
                    ConnectionTable::Room{.all = static_cast<size_t>(limits.connections),
                                          .perAddress = static_cast<size_t>(limits.connectionsPerAddress),
                                          .perSite = static_cast<size_t>(limits.connectionsPerSite)});
        if (options.metrics)
            metricsWeb.emplace(metricsRouter, *options.metrics, ConnectionTable::Room{.all = 100});
    } catch (const std::exception& e) {
        throw Refused{ExitCode::CannotListen, e.what()};
    }
    std::cout << "tocsin-server listening on " << web->url() << std::endl;
    if (metricsWeb)
        std::cout << "metrics on " << metricsWeb->url() << "/metrics" << std::endl;
    tellServiceManager(environment("NOTIFY_SOCKET"), "READY=1");
    std::optional<Watchdog> watchdog;
    watchdog.emplace(environment("NOTIFY_SOCKET"),
                     watchdogLimit(environment("WATCHDOG_USEC"), environment("WATCHDOG_PID")),
                     [&web](std::chrono::milliseconds patience) { return provesLife(*web, patience); });
    HousekeepingThread tidying{housekeeping, parts, options.lookEvery};
    waitForEnd(signals, *web);
    tellServiceManager(environment("NOTIFY_SOCKET"), "STOPPING=1");
    watchdog.reset(); // what stops need not answer
    tidying.stop();
    metricsWeb.reset();
    end(*web, workers);
    logLine("info", "stopped");
}

/// Of a server that is set up already, and by its own user: files that another made, it could not write to.
std::unique_ptr<Store> existingStore(const Options& options, const Clock& clock)
{
    try {
        const std::string folder = DataFolder::place(options.dataDir);
        struct stat status
        {};
        const std::string file = folder + "/tocsin.sqlite";
        if (!storesInPostgres() && stat(file.c_str(), &status) != 0)
            throw std::runtime_error(folder + " has no database. Give the --data-dir of the server.");
        if (!storesInPostgres() && status.st_uid != geteuid())
            throw std::runtime_error(file +
                                     " belongs to another user: run this as the user who runs the server.");
        return openStore(file, clock);
    } catch (const std::exception& e) {
        throw Refused{ExitCode::CannotStore, e.what()};
    }
}

ExitCode run(const Options& options)
{
    const SystemClock clock;
    switch (options.command) {
    case Command::Serve:
        serve(options);
        break;
    case Command::Check:
        return checkConfiguration(options, environment, std::cout);
    case Command::ListLogins:
        listLogins(*existingStore(options, clock), clock.now(), std::cout);
        break;
    case Command::RevokeLogin:
        return revokeLogin(*existingStore(options, clock), clock.now(), options.loginId, std::cout,
                           std::cerr);
    }
    return ExitCode::Ok;
}

} // namespace

int main(int argc, char** argv)
{
    umask(077); // the database, its journals and the SMS log are for this user alone
    const auto options = readOptions(argc, argv, std::cout, std::cerr);
    if (const auto* const code = std::get_if<ExitCode>(&options))
        return static_cast<int>(*code);
    try {
        return static_cast<int>(run(std::get<Options>(options)));
    } catch (const Refused& refused) {
        std::cerr << "tocsin-server: " << refused.why << "\n";
        return static_cast<int>(refused.code);
    } catch (const std::exception& e) {
        std::cerr << "tocsin-server: " << e.what() << "\n";
        return EXIT_FAILURE;
    }
}
