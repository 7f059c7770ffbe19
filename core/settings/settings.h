// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/throttle_intervals.h"

#include <QObject>
#include <QProcessEnvironment>
#include <QSettings>
#include <QStringList>
#include <QUrl>
#include <QVariant>

#include <chrono>

namespace tocsin {

/// Who wants to hear of something so late need not hear of it at all.
inline constexpr std::chrono::seconds LongestThrottleInterval{std::chrono::hours{1}};

/// What the user chose: an INI file, and the environment above it (server-api.md, Client configuration).
/// Holds no secrets.
class Settings final : public QObject
{
    Q_OBJECT
public:
    /// `file` is created on the first change.
    Settings(const QString& file, const QProcessEnvironment& environment, QObject* parent = nullptr);

    [[nodiscard]] QUrl serverUrl() const;                ///< default http://localhost:3000
    [[nodiscard]] bool serverUrlFromEnvironment() const; ///< a valid CLAUDE_SMS_SERVER_URL is set
    /// A PEM file: whom to trust besides the system's authorities. Mostly empty. The file may be unusable.
    [[nodiscard]] QString caFile() const;
    [[nodiscard]] bool caFileFromEnvironment() const;             ///< CLAUDE_SMS_CA_FILE is set
    [[nodiscard]] std::chrono::seconds heartbeatInterval() const; ///< 5 … 240 s, default 30
    [[nodiscard]] QString language() const;                       ///< empty: the system's
    [[nodiscard]] bool textsForNewSessions() const;               ///< default true
    [[nodiscard]] std::chrono::seconds
    minimumTurn() const; ///< shorter turns end without a done alert; default 0
    [[nodiscard]] ThrottleIntervals throttleIntervals() const; ///< each at most LongestThrottleInterval
    [[nodiscard]] QStringList blockingPatterns() const; ///< regular expressions; empty: the built-in list
    [[nodiscard]] bool describeByPrompt() const;        ///< default false

    /// The user agreed to keep the login in a file, for want of a keychain. Default false.
    [[nodiscard]] bool loginInFile() const;

    /// Somebody logged in, and that login was not ended: it should be where logins are kept. Default false.
    [[nodiscard]] bool hasLogin() const;

    void setServerUrl(const QUrl& url);
    void setCaFile(const QString& file);
    void setLanguage(const QString& language);
    void setTextsForNewSessions(bool on);
    void setThrottleIntervals(const ThrottleIntervals& pauses);
    void setLoginInFile(bool on);
    void setHasLogin(bool on);

    /// Empty when `text` is a server address we may talk to, else what is wrong with it, for people: https,
    /// or http to a loopback address alone; no user name, query or fragment.
    [[nodiscard]] static QString serverUrlProblem(const QString& text);

    /// A server address as it is kept: the same for each spelling of one server.
    [[nodiscard]] static QUrl parsedServerUrl(const QString& text);

Q_SIGNALS:
    void serverUrlChanged();
    void caFileChanged();
    void languageChanged();
    void textsForNewSessionsChanged();
    void throttleIntervalsChanged();
    /// A choice holds until the program ends, but could not be written to `file`.
    void saveFailed(const QString& file);

private:
    void store(const QString& key, const QVariant& value);
    [[nodiscard]] std::chrono::seconds toastPause(const QString& key, std::chrono::seconds usual) const;

    QSettings m_file;
    QUrl m_environmentUrl;
    QString m_environmentCaFile;
    std::chrono::seconds m_environmentInterval{0};
};

} // namespace tocsin
