// SPDX-License-Identifier: MIT
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

namespace tocsin::test {

/// A real sshd on this machine's loopback, with keys of its own, for this user. It ends with this.
class OwnSshd final
{
public:
    ~OwnSshd();

    /// Waits until it takes connections.
    [[nodiscard]] bool start();
    /// For ssh: how to get in at 127.0.0.1.
    [[nodiscard]] QStringList clientOptions() const;
    [[nodiscard]] QByteArray output() { return m_sshd.readAll(); }
    /// Where its files are, and others may be.
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

private:
    [[nodiscard]] bool makeKeys() const;
    [[nodiscard]] bool writeConfiguration() const;

    QTemporaryDir m_folder;
    quint16 m_port{0};
    QProcess m_sshd;
};

} // namespace tocsin::test
