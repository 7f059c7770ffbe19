// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace tocsin {

class Companion;
class Engine;
class LoginMachineInterface;
class Settings;

/// How Tocsin is doing, as a text for a bug report. Safe to show to anybody: counts and states instead of
/// names, and log lines in which the user, the computer, the server and the sessions are not named.
class Diagnostics final
{
public:
    /// All of these outlive it.
    struct Parts
    {
        const Companion& companion;
        const Engine& engine;
        const LoginMachineInterface& login;
        const Settings& settings;
        QString stateFolder; ///< stateDir()
    };

    explicit Diagnostics(Parts parts);

    [[nodiscard]] QString text() const;

private:
    [[nodiscard]] QStringList program() const;
    [[nodiscard]] QStringList choices() const;
    [[nodiscard]] QStringList state() const;
    [[nodiscard]] QStringList log(const QString& name, qsizetype lines) const;
    [[nodiscard]] QString nameless(const QString& line) const;

    Parts m_parts;
};

} // namespace tocsin
