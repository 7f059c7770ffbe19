// SPDX-License-Identifier: MIT
#pragma once

#include "cli/cli.h"
#include "core/ipc/requests.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QString>

#include <functional>
#include <optional>

namespace tocsin {

class ReplyText;

/// The six digits in what was typed, with spaces or dashes between them; nothing if it is no such code.
[[nodiscard]] std::optional<QString> pairingCode(const QString& typed);

/// A login from the number to the end: has a code sent, asks for it, and sends it back, again after a wrong
/// one. Where no code comes (a pipe that has ended), it says how to enter it later. When the text with the
/// code was not delivered, it says why and ends.
class LoginConversation final
{
    Q_DECLARE_TR_FUNCTIONS(tocsin::LoginConversation)
public:
    /// Both outlive it.
    LoginConversation(const CliEnvironment& environment, const ReplyText& replyText)
        : m_environment{environment}
        , m_replyText{replyText}
    {}

    /// `request`: an ipc::LoginRequest.
    [[nodiscard]] ExitCode run(const QJsonObject& request) const;
    /// From the code on, where it was sent before.
    [[nodiscard]] ExitCode enterCode() const;

private:
    /// Nothing at the end of the input, and of an empty line.
    [[nodiscard]] std::optional<QString> askForCode(const std::function<bool()>& isOver) const;
    [[nodiscard]] ExitCode printError(const Expected<QJsonObject, ClientError>& reply) const;

    const CliEnvironment& m_environment;
    const ReplyText& m_replyText;
};

} // namespace tocsin
