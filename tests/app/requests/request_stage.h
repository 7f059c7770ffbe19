// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/local_server.h"
#include "core/ipc/waiting_protocol.h"
#include "core/pipeline/request_router.h"
#include "tests/core/pipeline/pipeline_stage.h"

#include <QJsonArray>
#include <QLocalSocket>
#include <QTemporaryDir>

#include <list>

namespace tocsin::test {

using namespace Qt::StringLiterals;

/// Requests that wait on real connections, as hookbridge brings them, and the real parts that answer them.
class RequestStage final
{
public:
    struct Hook
    {
        QLocalSocket socket{};
        FrameReader reader{};
        AlertId alert{};

        /// What the app has sent since; empty if nothing came in time.
        [[nodiscard]] QJsonObject next()
        {
            QJsonObject message;
            static_cast<void>(QTest::qWaitFor([&] {
                const auto fed = reader.feed(socket.readAll());
                if (fed && *fed)
                    message = **fed;
                return !message.isEmpty() || socket.state() == QLocalSocket::UnconnectedState;
            }));
            return message;
        }
        [[nodiscard]] QString verdict() { return next().value("decision"_L1)["verdict"_L1].toString(); }
    };

    [[nodiscard]] bool begin()
    {
        return m_stage.begin(false) && !m_server.listen(m_folder.filePath(u"tocsin.sock"_s)) &&
               QObject::connect(&m_server, &LocalServer::requestReceived, &m_router, &RequestRouter::route);
    }
    [[nodiscard]] AnswerFlow& answers() { return m_stage.answers(); }
    [[nodiscard]] StateStore& states() { return m_stage.states(); }
    [[nodiscard]] EventPipeline& pipeline() { return m_stage.companion(); }

    /// Of questions; none: they wait for ever.
    void setQuestionTimeout(std::optional<std::chrono::seconds> timeout)
    {
        m_stage.questionTimeout = timeout;
    }
    /// A call of a tool; `fields` go beside or before those of Bash.
    Hook& ask(const QString& command, const QString& session = u"shop"_s, const QJsonObject& fields = {})
    {
        QJsonObject all{{u"tool_name"_s, u"Bash"_s}, {u"tool_input"_s, QJsonObject{{u"command"_s, command}}}};
        for (auto field = fields.begin(); field != fields.end(); ++field)
            all.insert(field.key(), field.value());
        QJsonObject request = CompanionStage::hook(u"PermissionRequest"_s, session, all);
        request.insert(u"claude"_s, QJsonObject{{u"pid"_s, 1}, {u"entrypoint"_s, u"cli"_s}});
        request.insert(u"boot_id"_s, QString::fromLatin1(QSysInfo::bootUniqueId()));
        request = ipc::WaitRequest{QByteArray(64, 'f')}.addedTo(request);
        Hook& hook = m_hooks.emplace_back();
        hook.socket.connectToServer(m_server.path());
        hook.socket.write(*encodeFrame(request));
        if (hook.next() == ipc::pendingReply())
            hook.alert = answers().waiting().back()->alert;
        return hook;
    }
    Hook& askAsSubagent(const QString& command, const QString& session = u"shop"_s)
    {
        return ask(command, session, {{u"agent_id"_s, u"agent-1"_s}});
    }
    /// The call is over.
    void ran(const QString& command, const QString& session = u"shop"_s)
    {
        QJsonObject request = CompanionStage::hook(u"PostToolUse"_s, session,
                                                   {{u"tool_name"_s, u"Bash"_s},
                                                    {u"tool_input"_s, QJsonObject{{u"command"_s, command}}},
                                                    {u"tool_use_id"_s, u"toolu_1"_s}});
        request.insert(u"boot_id"_s, QString::fromLatin1(QSysInfo::bootUniqueId()));
        pipeline().takeHook(request);
    }

private:
    QTemporaryDir m_folder;
    CompanionStage m_stage;
    LocalServer m_server;
    RequestRouter m_router{m_stage.companion(), m_stage.answers(), m_stage.commands(),
                           m_folder.filePath(u"spool"_s)};
    std::list<Hook> m_hooks;
};

} // namespace tocsin::test
