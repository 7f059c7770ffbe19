// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/frame.h"
#include "tests/hookbridge/bridge_process.h"

#include <QFileInfo>
#include <QLocalSocket>
#include <QTest>

#include <csignal>
#include <memory>

namespace tocsin::test {

inline const QString AppProgram = QStringLiteral(TOCSIN_BIN_DIR "/tocsin");
inline const QString RequestFile =
    QStringLiteral(TOCSIN_SOURCE_DIR "/tests/data/payloads/permission-request.json");

/// The real app, headless, with folders of its own; and hooks as Claude Code runs them, whose Claude is the
/// test.
class RunningApp final
{
public:
    RunningApp()
        : environment{home.environment()}
    {
        for (const QString& name : {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"DBUS_SESSION_BUS_ADDRESS"_s})
            environment.remove(name);
        environment.insert(u"XDG_CONFIG_HOME"_s, folder() + u"/config"_s);
        environment.insert(u"CLAUDE_CODE_ENTRYPOINT"_s, u"cli"_s);
    }
    ~RunningApp()
    {
        if (m_app)
            static_cast<void>(end(SIGKILL));
    }
    RunningApp(const RunningApp&) = delete;
    RunningApp& operator=(const RunningApp&) = delete;

    [[nodiscard]] QString folder() const { return QFileInfo{home.socket()}.absolutePath(); }
    [[nodiscard]] QString settingsFile() const { return folder() + u"/config/tocsin/tocsin.conf"_s; }
    [[nodiscard]] QByteArray log() const
    {
        QFile file{QFileInfo{home.spool()}.absolutePath() + u"/log/tocsin.log"_s};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }
    [[nodiscard]] qint64 pid() const { return m_app->processId(); }

    [[nodiscard]] bool start()
    {
        m_app = std::make_unique<QProcess>();
        m_app->setProcessEnvironment(environment);
        m_app->start(AppProgram, {u"--headless"_s, u"--token-store=file"_s});
        return QTest::qWaitFor([this] { return ask(u"status"_s).value("ok"_L1).toBool(); }, 20'000);
    }
    [[nodiscard]] bool end(int signal)
    {
        ::kill(static_cast<pid_t>(m_app->processId()), signal);
        const bool hasEnded = m_app->waitForFinished(20'000);
        m_app.reset();
        return hasEnded;
    }

    /// Of an app that ends by itself: its exit code, -1 if it does not.
    [[nodiscard]] int waitForEnd()
    {
        const bool hasEnded = m_app->state() == QProcess::NotRunning || m_app->waitForFinished(20'000);
        const int code = hasEnded && m_app->exitStatus() == QProcess::NormalExit ? m_app->exitCode() : -1;
        m_app.reset();
        return code;
    }

    /// A hook that waits; `document` is a file.
    [[nodiscard]] std::unique_ptr<QProcess> wait(const QString& document = RequestFile) const
    {
        auto hook = std::make_unique<QProcess>();
        hook->setProcessEnvironment(environment);
        hook->setStandardInputFile(document);
        hook->start(BridgeProgram, {u"hook"_s, u"--wait"_s});
        return hook;
    }
    /// A hook that tells. Its exit code.
    [[nodiscard]] int tell(const QJsonObject& document) const
    {
        QProcess hook;
        hook.setProcessEnvironment(environment);
        hook.start(BridgeProgram, {u"hook"_s});
        hook.write(QJsonDocument{document}.toJson());
        hook.closeWriteChannel();
        return hook.waitForFinished(20'000) ? hook.exitCode() : -1;
    }
    [[nodiscard]] int run(const QString& program, const QStringList& arguments) const
    {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(program, arguments);
        return process.waitForFinished(20'000) ? process.exitCode() : -1;
    }

    [[nodiscard]] QJsonObject exchange(const QJsonObject& request) const
    {
        QLocalSocket socket;
        return exchange(socket, request);
    }
    /// On a connection that may stay.
    [[nodiscard]] QJsonObject exchange(QLocalSocket& socket, const QJsonObject& request) const
    {
        if (socket.state() != QLocalSocket::ConnectedState)
            socket.connectToServer(home.socket());
        if (!socket.waitForConnected(1'000))
            return {};
        socket.write(*encodeFrame(request));
        FrameReader reader;
        while (socket.waitForReadyRead(5'000)) {
            const auto fed = reader.feed(socket.readAll());
            if (fed && *fed)
                return **fed;
        }
        return {};
    }
    [[nodiscard]] QJsonObject ask(const QString& type) const { return exchange({{u"type"_s, type}}); }
    /// Of a session, as `status` has it; empty when it is not known.
    [[nodiscard]] QString state(const QString& session) const
    {
        for (const QJsonValue one : ask(u"status"_s).value("sessions"_L1).toArray()) {
            if (one["id"_L1].toString() == session)
                return one["state"_L1].toString();
        }
        return {};
    }

    BridgeHome home;
    QProcessEnvironment environment;

private:
    std::unique_ptr<QProcess> m_app;
};

} // namespace tocsin::test
