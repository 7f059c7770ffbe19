// SPDX-License-Identifier: MIT
#include "core/settings/settings.h"

#include "core/logging/categories.h"
#include "core/server/api/network.h"

#include <QRegularExpression>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto UrlVariable = "CLAUDE_SMS_SERVER_URL"_L1;
constexpr auto CaVariable = "CLAUDE_SMS_CA_FILE"_L1;
constexpr auto IntervalVariable = "CLAUDE_SMS_HEARTBEAT_INTERVAL"_L1;

constexpr auto DefaultInterval = 30s;
constexpr auto ShortestInterval = 5s;
// The server calls a session stale after 5 minutes without a beat; one lost beat must not be enough.
constexpr auto LongestInterval = 240s;

constexpr auto UrlKey = "server/url"_L1;
constexpr auto CaFileKey = "server/ca_file"_L1;
constexpr auto LoginInFileKey = "login/in_file"_L1;
constexpr auto HasLoginKey = "login/exists"_L1;
constexpr auto IntervalKey = "server/heartbeat_interval"_L1;
constexpr auto LanguageKey = "language"_L1;
constexpr auto TextsKey = "sessions/texts_for_new"_L1;
constexpr auto ErrorPauseKey = "errors/pause"_L1;
constexpr auto DonePauseKey = "done/pause"_L1;
constexpr auto WaitingPauseKey = "waiting/pause"_L1;
constexpr auto MinimumTurnKey = "sessions/minimum_turn"_L1;
constexpr auto DescribeByPromptKey = "sessions/describe_by_prompt"_L1;
constexpr auto PatternsKey = "errors/blocking_patterns"_L1;

/// Zero when `text` is no interval we can keep.
std::chrono::seconds parsedInterval(const QString& text)
{
    bool number = false;
    const std::chrono::seconds value{text.trimmed().toInt(&number)};
    return number && value >= ShortestInterval && value <= LongestInterval ? value : 0s;
}

} // namespace

Settings::Settings(const QString& file, const QProcessEnvironment& environment, QObject* parent)
    : QObject{parent}
    , m_file{file, QSettings::IniFormat}
    , m_environmentCaFile{environment.value(CaVariable).trimmed()}
{
    if (const QString text = environment.value(UrlVariable); !text.isEmpty()) {
        if (serverUrlProblem(text).isEmpty())
            m_environmentUrl = parsedServerUrl(text);
        else // the value may hold a password: it stays out of the log
            qCWarning(logSettings) << UrlVariable << "is not a server address that can be used; ignored";
    }
    if (const QString text = environment.value(IntervalVariable); !text.isEmpty()) {
        m_environmentInterval = parsedInterval(text);
        if (m_environmentInterval == 0s)
            qCWarning(logSettings).nospace()
                << IntervalVariable << " is not a number of seconds from " << ShortestInterval.count()
                << " to " << LongestInterval.count() << "; ignored";
    }
    if (m_file.contains(UrlKey) && !serverUrlProblem(m_file.value(UrlKey).toString()).isEmpty())
        qCWarning(logSettings) << "the server address in" << file << "cannot be used; ignored";
}

QUrl Settings::serverUrl() const
{
    if (serverUrlFromEnvironment())
        return m_environmentUrl;
    const QString text = m_file.value(UrlKey).toString();
    return parsedServerUrl(serverUrlProblem(text).isEmpty() ? text : u"http://localhost:3000"_s);
}

bool Settings::serverUrlFromEnvironment() const
{
    return !m_environmentUrl.isEmpty();
}

QString Settings::caFile() const
{
    return caFileFromEnvironment() ? m_environmentCaFile : m_file.value(CaFileKey).toString();
}

bool Settings::caFileFromEnvironment() const
{
    return !m_environmentCaFile.isEmpty();
}

std::chrono::seconds Settings::heartbeatInterval() const
{
    if (m_environmentInterval != 0s)
        return m_environmentInterval;
    const auto interval = parsedInterval(m_file.value(IntervalKey).toString());
    return interval != 0s ? interval : DefaultInterval;
}

QString Settings::language() const
{
    return m_file.value(LanguageKey).toString();
}

bool Settings::textsForNewSessions() const
{
    return m_file.value(TextsKey, true).toBool();
}

std::chrono::seconds Settings::minimumTurn() const
{
    return std::max(std::chrono::seconds{m_file.value(MinimumTurnKey).toInt()}, 0s);
}

ThrottleIntervals Settings::throttleIntervals() const
{
    const ThrottleIntervals usual;
    return {.error = toastPause(ErrorPauseKey, usual.error),
            .done = toastPause(DonePauseKey, usual.done),
            .waiting = toastPause(WaitingPauseKey, usual.waiting)};
}

std::chrono::seconds Settings::toastPause(const QString& key, std::chrono::seconds usual) const
{
    bool isNumber{false};
    const std::chrono::seconds pause{m_file.value(key).toInt(&isNumber)};
    return isNumber && pause >= 0s ? std::min(pause, LongestThrottleInterval) : usual;
}

QStringList Settings::blockingPatterns() const
{
    QStringList usable;
    for (const QString& pattern : m_file.value(PatternsKey).toStringList()) {
        if (pattern.isEmpty())
            continue;
        if (QRegularExpression{pattern}.isValid())
            usable += pattern;
        else
            qCWarning(logSettings) << "not a regular expression, ignored:" << pattern;
    }
    return usable;
}

bool Settings::describeByPrompt() const
{
    return m_file.value(DescribeByPromptKey, false).toBool();
}

void Settings::setServerUrl(const QUrl& url)
{
    const QUrl before = serverUrl();
    store(UrlKey, parsedServerUrl(url.toString()).toString());
    if (serverUrl() != before)
        Q_EMIT serverUrlChanged();
}

void Settings::setCaFile(const QString& file)
{
    if (file.trimmed() == caFile())
        return;
    store(CaFileKey, file.trimmed());
    Q_EMIT caFileChanged();
}

void Settings::setLanguage(const QString& language)
{
    if (language == this->language())
        return;
    store(LanguageKey, language);
    Q_EMIT languageChanged();
}

void Settings::setTextsForNewSessions(bool on)
{
    if (on == textsForNewSessions())
        return;
    store(TextsKey, on);
    Q_EMIT textsForNewSessionsChanged();
}

void Settings::setThrottleIntervals(const ThrottleIntervals& pauses)
{
    const ThrottleIntervals before = throttleIntervals();
    if (pauses == before)
        return;
    const auto storeChanged = [this](const QString& key, std::chrono::seconds old,
                                     std::chrono::seconds pause) {
        if (pause != old)
            store(key, static_cast<int>(pause.count()));
    };
    storeChanged(ErrorPauseKey, before.error, pauses.error);
    storeChanged(DonePauseKey, before.done, pauses.done);
    storeChanged(WaitingPauseKey, before.waiting, pauses.waiting);
    Q_EMIT throttleIntervalsChanged();
}

bool Settings::loginInFile() const
{
    return m_file.value(LoginInFileKey, false).toBool();
}

void Settings::setLoginInFile(bool on)
{
    if (on != loginInFile())
        store(LoginInFileKey, on);
}

bool Settings::hasLogin() const
{
    return m_file.value(HasLoginKey, false).toBool();
}

void Settings::setHasLogin(bool on)
{
    if (on != hasLogin())
        store(HasLoginKey, on);
}

void Settings::store(const QString& key, const QVariant& value)
{
    m_file.setValue(key, value);
    m_file.sync();
    if (m_file.status() == QSettings::NoError)
        return;
    qCWarning(logSettings) << "cannot write" << m_file.fileName();
    Q_EMIT saveFailed(m_file.fileName());
}

QUrl Settings::parsedServerUrl(const QString& text)
{
    QUrl url{text.trimmed(), QUrl::StrictMode};
    QString path = url.path();
    while (path.endsWith(u'/')) // paths are appended to it
        path.chop(1);
    url.setPath(path);
    if ((url.scheme() == "https"_L1 && url.port() == 443) || (url.scheme() == "http"_L1 && url.port() == 80))
        url.setPort(-1);
    return url;
}

QString Settings::serverUrlProblem(const QString& text)
{
    if (text.trimmed().isEmpty())
        return tr("Enter the address of your server, for example https://sms.example.org.");
    const QUrl url = parsedServerUrl(text);
    const QString scheme = url.scheme();
    if (!url.isValid() || (scheme != "https"_L1 && scheme != "http"_L1))
        return tr("A server address begins with https://, for example https://sms.example.org.");
    if (url.host().isEmpty())
        return tr("The name of the server is missing after %1://.").arg(scheme);
    if (!url.userInfo().isEmpty())
        return tr("Leave out the user name and password: you log in with your phone number.");
    if (url.hasQuery() || url.hasFragment())
        return tr("Leave out everything from the ? or # on.");
    if (scheme == "http"_L1 && !isLoopbackHost(url.host()))
        return tr("Use https:// here: http:// is only safe for a server on this computer.");
    return {};
}

} // namespace tocsin
