// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <vector>

namespace tocsin {

/// What a program that ran to its end said.
struct Ran
{
    int exitCode{-1};
    QString out{};
    QString err{};
};

/// The real programs, on one stage of their own: server, app and hookbridge, wired by the environment as a
/// user would. Everything it starts ends with it.
class Stage final
{
public:
    Stage();
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    /// Waits until it answers; false when it does not.
    [[nodiscard]] bool startServer();
    void stopServer();
    [[nodiscard]] quint16 serverPort() const { return m_port; }
    /// Waits until its socket answers.
    [[nodiscard]] bool startApp(const QStringList& arguments);
    /// A start that ends by itself.
    [[nodiscard]] Ran runApp(const QStringList& arguments) const;
    [[nodiscard]] int appPid() const { return m_app ? static_cast<int>(m_app->processId()) : 0; }
    [[nodiscard]] bool appRuns() const { return m_app && m_app->state() != QProcess::NotRunning; }
    /// SIGKILL, in the middle of whatever it does.
    void killApp();
    /// Until it ends. Returns the exit code, -1 if it had to be killed.
    int waitForApp();
    /// SIGTERM, and wait. Returns the exit code, -1 if it had to be killed.
    int stopApp();

    /// hookbridge with `arguments`; `input` is its stdin, closed afterwards.
    [[nodiscard]] Ran bridge(const QStringList& arguments, const QByteArray& input = {}) const;
    /// `tocsin COMMAND`, without a display; as bridge().
    [[nodiscard]] Ran command(const QStringList& arguments, const QByteArray& input = {}) const;
    /// The same, still running.
    [[nodiscard]] std::unique_ptr<QProcess> startCommand(const QStringList& arguments) const;
    /// A recorded hook input with some fields changed, through `hookbridge hook`.
    [[nodiscard]] Ran hook(const QString& payload, const QJsonObject& changes) const;

    /// Log in and pair through hookbridge with the code from the text; false says which step did not work.
    [[nodiscard]] bool logIn(const QString& phone) const;

    /// Every text sent so far, pairing codes left out.
    [[nodiscard]] QStringList texts() const;
    /// What the status command knows.
    [[nodiscard]] QJsonObject status() const;
    /// The app's output so far, for failures' sake.
    [[nodiscard]] QByteArray appOutput() const;
    /// What the server said so far: a line for each request.
    [[nodiscard]] QByteArray serverOutput() const;
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QString socket() const { return m_socket; }
    /// `named` is what TOCSIN_SOCKET says (empty: it is not set), `expected` where the app then listens.
    void useSocket(const QString& named, const QString& expected);
    void setEnvironment(const QString& name, const QString& value) { m_environment.insert(name, value); }
    /// In the app's tocsin.conf, for its next start.
    void choose(const QString& key, const QString& value) const;
    /// Nobody reacts on a stage: texts do not wait for it.
    void textAtOnce() const;

private:
    [[nodiscard]] std::unique_ptr<QProcess> program(const QString& name) const;
    [[nodiscard]] QStringList allTexts() const;
    [[nodiscard]] Ran toItsEnd(const QString& name, const QStringList& arguments,
                               const QByteArray& input) const;

    QTemporaryDir m_folder;
    QString m_socket;
    QProcessEnvironment m_environment;
    std::unique_ptr<QProcess> m_server;
    std::unique_ptr<QProcess> m_app;
    quint16 m_port{0};
    mutable QByteArray m_serverSaid;
};

} // namespace tocsin
