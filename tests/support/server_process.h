// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QList>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>
#include <QUrl>

namespace tocsin::test {

/// One text as the server's console transport wrote it.
struct SentText
{
    QDateTime at{};
    QString to{};
    QString body{};
};

/// The real tocsin-server on a free port of the loopback interface, with a data folder of its own; both go
/// with this object. Link tocsin_server_process, which builds the server too.
class ServerProcess final
{
public:
    ServerProcess();
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;
    ~ServerProcess();

    /// Starts it and waits until it listens; false, and error(), when it does not. After stop() it starts
    /// again on the same data and port.
    [[nodiscard]] bool start();
    void stop();
    /// Every login, session and secret is gone at the next start().
    [[nodiscard]] bool loseData();

    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] QString error() const { return m_error; }
    /// Every text so far, in order.
    [[nodiscard]] QList<SentText> texts() const;
    /// The six digits in the latest text to anybody; empty without one.
    [[nodiscard]] QString latestCode() const;

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    QUrl m_url;
    QString m_error;
};

} // namespace tocsin::test
