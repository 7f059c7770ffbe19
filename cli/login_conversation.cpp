// SPDX-License-Identifier: MIT
#include "cli/login_conversation.h"

#include "cli/reply_text.h"
#include "core/ipc/replies.h"
#include "core/ipc/requests.h"

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

/// Asks the app what became of the text with the code, for as long as that may change.
class CodeWatch final
{
public:
    explicit CodeWatch(const CliEnvironment& environment)
        : m_environment{environment}
    {}

    [[nodiscard]] bool isLost()
    {
        if (m_isOver)
            return false;
        const auto reply = m_environment.ask(ipc::bareRequest(ipc::RequestType::CodeStatus));
        if (reply && !ipc::isOk(*reply) &&
            ipc::ErrorReply::fromJson(*reply).code == ipc::ErrorCode::CodeUndelivered)
            m_undelivered = *reply;
        // An older app does not know the request.
        m_isOver = !reply || !ipc::CodeStatusReply::fromJson(*reply).isAwaited;
        return m_undelivered.has_value();
    }
    /// The app's reply that says so.
    [[nodiscard]] const std::optional<QJsonObject>& undelivered() const { return m_undelivered; }

private:
    const CliEnvironment& m_environment;
    bool m_isOver{false};
    std::optional<QJsonObject> m_undelivered;
};

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
    CodeWatch watch{m_environment};
    for (int tries = 0; tries < MaxTries; ++tries) {
        const std::optional<QString> typed = askForCode([&watch] { return watch.isLost(); });
        if (const auto lost = watch.undelivered())
            return printError(*lost);
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

std::optional<QString> LoginConversation::askForCode(const std::function<bool()>& isOver) const
{
    const std::optional<QString> typed = m_environment.interactive
                                             ? m_environment.prompt(tr("Six-digit code: "), Echo::Off, isOver)
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
