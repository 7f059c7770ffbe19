// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace tocsin {

class EventPipeline;
class Engine;
class Login;
class Settings;
class StateStore;

/// How Tocsin is doing, as a text for a bug report. Safe to show to anybody: counts and states instead of
/// names, and log lines in which the user, the computer, the server and the sessions are not named.
class Diagnostics final
{
public:
    /// All of these outlive it.
    struct Dependencies
    {
        const EventPipeline& companion;
        const Engine& engine;
        const Login& login;
        const Settings& settings;
        StateStore& store;
        QString stateFolder; ///< stateDir()
    };

    explicit Diagnostics(Dependencies parts);

    /// `status` is the global shortcut's; empty: there is none.
    void setGlobalShortcut(const QString& status) { m_globalShortcut = status; }

    [[nodiscard]] QString text() const;

private:
    [[nodiscard]] QStringList program() const;
    [[nodiscard]] QStringList choices() const;
    [[nodiscard]] QStringList state() const;
    [[nodiscard]] QString history() const;
    [[nodiscard]] QStringList log(const QString& name, qsizetype lines) const;
    [[nodiscard]] QString nameless(const QString& line) const;

    Dependencies m_parts;
    QString m_globalShortcut;
};

} // namespace tocsin
