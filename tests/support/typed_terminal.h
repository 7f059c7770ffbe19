// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QSocketNotifier>
#include <QString>
#include <QStringList>

#include <memory>

namespace tocsin::test {

/// The terminal window of a person: a program runs on a terminal of its own, and is typed into. It ends with
/// this.
class TypedTerminal final
{
public:
    TypedTerminal();
    ~TypedTerminal();
    TypedTerminal(const TypedTerminal&) = delete;
    TypedTerminal& operator=(const TypedTerminal&) = delete;

    /// As a shell would: the terminal is the program's controlling one, and its stdin, stdout and stderr.
    [[nodiscard]] bool run(const QString& program, const QStringList& arguments,
                           const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment());
    [[nodiscard]] qint64 pid() const { return m_program.processId(); }
    void type(const QByteArray& keys) const;
    /// /dev/pts/N
    [[nodiscard]] QString device() const { return m_device; }
    /// What the program wrote so far.
    [[nodiscard]] const QByteArray& shown() const { return m_shown; }
    /// The first /dev/pts/N that it wrote.
    [[nodiscard]] QString shownDevice() const;

private:
    int m_master{-1};
    QString m_device;
    QByteArray m_shown;
    std::unique_ptr<QSocketNotifier> m_readable;
    QProcess m_program;
};

/// As if nothing had been typed there for so long.
[[nodiscard]] bool setLastTyped(const QString& device, int secondsAgo);

} // namespace tocsin::test
