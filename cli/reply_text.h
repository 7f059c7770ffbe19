// SPDX-License-Identifier: MIT
#pragma once

#include "cli/cli.h"
#include "core/ipc/local_client.h"
#include "core/ipc/replies.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QString>

#include <utility>

namespace tocsin {

struct Failure
{
    ExitCode exitCode{ExitCode::Done};
    ipc::ErrorCode code{ipc::ErrorCode::ServerError}; ///< for `--json`
    QString message;
};

/// Where the reader types, which decides how the next step is written.
enum class Audience : uint8_t { Terminal, SlashCommand };

/// What to show of the app's replies. The app says what happened (`message`); this adds the next step, as the
/// reader would type it.
class ReplyText final
{
    Q_DECLARE_TR_FUNCTIONS(tocsin::ReplyText)
public:
    /// `program`: the one that runs, for what is typed in a terminal.
    ReplyText(Audience audience, QString program)
        : m_audience{audience}
        , m_program{std::move(program)}
    {}

    [[nodiscard]] QString codeSent(const QJsonObject& reply) const;
    [[nodiscard]] QString started(const QJsonObject& reply) const;
    [[nodiscard]] QString plain(const QJsonObject& reply) const;
    [[nodiscard]] QString status(const QJsonObject& reply) const;

    /// After a code was sent and none was entered.
    [[nodiscard]] QString enterCodeLater() const;

    /// Of a reply that is none, or is not ok.
    [[nodiscard]] Failure failure(const Expected<QJsonObject, ClientError>& reply) const;
    [[nodiscard]] Failure failure(ClientError error) const;
    /// Of an ipc::ErrorReply.
    [[nodiscard]] Failure failure(const QJsonObject& reply) const;

    /// `/tocsin:sms-pair 123456`, or `tocsin pair`.
    [[nodiscard]] QString commandHint(const QString& command, const QString& argument = {}) const;

private:
    [[nodiscard]] static QString withNext(const QString& message, const QString& next = {});
    [[nodiscard]] QString hint(ipc::ErrorCode code) const;

    Audience m_audience;
    QString m_program;
};

} // namespace tocsin
