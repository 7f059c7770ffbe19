// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/local_connection.h"

#include <QObject>

namespace tocsin {

class AnswerFlow;
class CommandHandler;
class EventPipeline;

/// Routes the requests of the local socket: hooks to the pipeline, those that wait by way of their answers,
/// another machine's spool to ours, `raise` and `quit` to the app, the rest to the command handler.
class RequestRouter final : public QObject
{
    Q_OBJECT
public:
    RequestRouter(EventPipeline& companion, AnswerFlow& answers, CommandHandler& commands,
                  QString spoolFolder, QObject* parent = nullptr);

    void route(const QJsonObject& request, const Reply& reply);

Q_SIGNALS:
    /// The program was started a second time: show the window. `activationToken` may be empty.
    void raiseRequested(const QString& activationToken);
    /// `tocsin quit`; the reply has been sent.
    void quitRequested();

private:
    [[nodiscard]] bool takeSpool(const QJsonObject& request) const;

    EventPipeline& m_companion;
    AnswerFlow& m_answers;
    CommandHandler& m_commands;
    QString m_spoolFolder;
};

} // namespace tocsin
