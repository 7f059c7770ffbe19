// SPDX-License-Identifier: MIT
#pragma once

#include "tests/hookbridge/bridge_process.h"

#include <QMap>

namespace tocsin::test {

/// A request for a command, as Claude Code writes it.
inline QJsonObject documentOf(const QString& command, const QJsonObject& more = {})
{
    QJsonObject document = QJsonDocument::fromJson(payload(u"permission-request"_s)).object();
    document.insert(u"tool_input"_s, QJsonObject{{u"command"_s, command}});
    for (auto field = more.begin(); field != more.end(); ++field)
        document.insert(field.key(), field.value());
    return document;
}

/// What a bridge prints when it was allowed.
inline QJsonObject allowed()
{
    return {
        {u"hookSpecificOutput"_s, QJsonObject{{u"hookEventName"_s, u"PermissionRequest"_s},
                                              {u"decision"_s, QJsonObject{{u"behavior"_s, u"allow"_s}}}}}};
}

/// `hook --wait`, as Claude Code runs it. A test's child, so the test is the Claude process.
class WaitingBridge final
{
public:
    explicit WaitingBridge(const BridgeHome& home, const QJsonObject& document,
                           const QMap<QString, QString>& variables = {})
        : WaitingBridge{home, QJsonDocument{document}.toJson(), variables}
    {}
    WaitingBridge(const BridgeHome& home, const QByteArray& document,
                  const QMap<QString, QString>& variables = {})
    {
        QProcessEnvironment environment = home.environment();
        environment.insert(u"CLAUDE_CODE_ENTRYPOINT"_s, u"cli"_s);
        environment.insert(u"CLAUDE_CODE_SESSION_ATTENDED"_s, u"1"_s);
        environment.remove(u"DISPLAY"_s);
        environment.remove(u"WAYLAND_DISPLAY"_s);
        for (auto it = variables.begin(); it != variables.end(); ++it)
            environment.insert(it.key(), it.value());
        process.setProcessEnvironment(environment);
        process.start(BridgeProgram, {u"hook"_s, u"--wait"_s});
        process.write(document);
        process.closeWriteChannel();
    }
    ~WaitingBridge()
    {
        if (process.state() != QProcess::NotRunning) {
            process.kill();
            process.waitForFinished();
        }
    }

    [[nodiscard]] bool hasEnded() const { return process.state() == QProcess::NotRunning; }
    [[nodiscard]] bool endedWell() const
    {
        return hasEnded() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    }
    [[nodiscard]] QByteArray printed() { return m_printed += process.readAllStandardOutput(); }
    [[nodiscard]] QJsonObject decision() { return QJsonDocument::fromJson(printed()).object(); }

    QProcess process;

private:
    QByteArray m_printed;
};

} // namespace tocsin::test
