// SPDX-License-Identifier: MIT
#include "cli/login_conversation.h"

#include "cli/reply_text.h"
#include "core/ipc/protocol.h"

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// A bound in case the app refuses every code; the server allows fewer attempts.
constexpr int MaxTries = 10;

/// Worth asking once more.
bool mayBeRepeated(ipc::ErrorCode code)
{
    // NotLoggedIn: the number has not been entered in the browser yet.
    return code == ipc::ErrorCode::WrongCode || code == ipc::ErrorCode::NotLoggedIn;
}

} // namespace

std::optional<QString> pairingCode(const QString& typed)
{
    QString code;
    for (const QChar c : typed) {
        if (c.isDigit())
            code += QChar{u'0' + c.digitValue()};
        else if (!c.isSpace() && c.category() != QChar::Punctuation_Dash)
            return std::nullopt;
    }
    return code.size() == 6 ? std::optional{code} : std::nullopt;
}

ExitCode LoginConversation::run(const QJsonObject& request) const
{
    const auto reply = m_environment.ask(request);
    if (!reply || !ipc::isOk(*reply))
        return printError(reply);
    const auto login = ipc::LoginReply::fromJson(*reply);
    m_environment.out << login.message << Qt::endl;
    return login.isAlreadyLoggedIn ? ExitCode::Done : enterCode();
}

ExitCode LoginConversation::enterCode() const
{
    for (int tries = 0; tries < MaxTries; ++tries) {
        const std::optional<QString> typed = askForCode();
        if (!typed) {
            m_environment.out << m_replyText.enterCodeLater() << Qt::endl;
            return ExitCode::Done;
        }
        const std::optional<QString> code = pairingCode(*typed);
        if (!code) {
            m_environment.err << tr("A code has six digits.") << Qt::endl;
            if (!m_environment.interactive)
                return ExitCode::Usage;
            continue;
        }
        const auto reply = m_environment.ask(ipc::PairRequest{.code = *code}.toJson());
        if (reply && ipc::isOk(*reply)) {
            m_environment.out << m_replyText.plain(*reply) << Qt::endl;
            return ExitCode::Done;
        }
        const bool again =
            m_environment.interactive && reply && mayBeRepeated(ipc::ErrorReply::fromJson(*reply).code);
        if (!again)
            return printError(reply);
        m_environment.err << ipc::ErrorReply::fromJson(*reply).message << Qt::endl;
    }
    return ExitCode::Denied;
}

std::optional<QString> LoginConversation::askForCode() const
{
    const std::optional<QString> typed = m_environment.interactive
                                             ? m_environment.prompt(tr("Six-digit code: "), Echo::Off)
                                             : std::optional{m_environment.readLine()};
    return typed && !typed->trimmed().isEmpty() ? typed : std::nullopt;
}

ExitCode LoginConversation::printError(const Expected<QJsonObject, ClientError>& reply) const
{
    const Failure failure = m_replyText.failure(reply);
    m_environment.err << failure.message << Qt::endl;
    return failure.exitCode;
}

} // namespace tocsin
