// SPDX-License-Identifier: MIT
#pragma once

#include "cli/cli.h"
#include "core/claude/hooks/test_document.h"
#include "core/ipc/replies.h"

#include <QCoreApplication>

#include <chrono>
#include <functional>
#include <optional>

namespace tocsin {

class ReplyText;

/// `tocsin test`: a session that begins, waits for the person and ends, told by the real hook; a line for
/// each step, with its time.
class TestRun final
{
    Q_DECLARE_TR_FUNCTIONS(tocsin::TestRun)
public:
    struct Wish
    {
        bool isTexted{false};
        bool isConfirmed{false};       ///< the text, without a question
        std::chrono::seconds stay{10}; ///< of the notification
    };
    /// Both outlive it.
    TestRun(const CliEnvironment& environment, const ReplyText& replyText, Wish wish)
        : m_environment{environment}
        , m_replyText{replyText}
        , m_wish{wish}
        , m_session{newTestSession()}
    {}

    /// Failed if a step has; then the session is ended all the same.
    [[nodiscard]] ExitCode run() const;

private:
    [[nodiscard]] std::optional<ExitCode> refusal() const;
    [[nodiscard]] bool isTextWanted(const QString& phone) const;
    [[nodiscard]] ExitCode runSession() const;
    [[nodiscard]] std::optional<ExitCode> switchTexts() const;
    [[nodiscard]] ExitCode watchNotification(std::chrono::milliseconds hook) const;
    [[nodiscard]] ExitCode watchText() const;
    void letItStay() const;
    /// Asks until `isOver`, for `limit` at most, and says how long that took.
    [[nodiscard]] ipc::TestReply poll(std::chrono::milliseconds limit,
                                      const std::function<bool(const ipc::TestReply&)>& isOver,
                                      std::chrono::milliseconds& took) const;
    void sayStep(bool isWell, const QString& text) const;
    [[nodiscard]] ExitCode printError(const Expected<QJsonObject, ClientError>& reply) const;

    const CliEnvironment& m_environment;
    const ReplyText& m_replyText;
    Wish m_wish;
    QString m_session; ///< a new one for each test: nothing about it was reported before
};

} // namespace tocsin
