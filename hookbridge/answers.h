// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/local_client.h"
#include "hookbridge/cli.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QString>

namespace tocsin {

/// Where the reader types: it decides how the next step is named.
enum class Audience : uint8_t { Terminal, SlashCommand };

struct Failure
{
    ExitCode exitCode{ExitCode::Done};
    QString code; ///< for `--json`
    QString message;
};

/// The app's answers in words, and what went wrong with the next step.
class Answers final
{
    Q_DECLARE_TR_FUNCTIONS(tocsin::Answers)
public:
    explicit Answers(Audience audience)
        : m_audience{audience}
    {}

    [[nodiscard]] QString codeSent(const QJsonObject& answer) const;
    [[nodiscard]] QString loggedIn(const QJsonObject& answer) const;
    [[nodiscard]] QString started(const QJsonObject& answer) const;
    [[nodiscard]] QString stopped(const QJsonObject& answer) const;
    [[nodiscard]] QString loggedOut(const QJsonObject& answer) const;
    [[nodiscard]] QString status(const QJsonObject& answer) const;

    [[nodiscard]] Failure failure(ClientError error) const;
    /// Of an answer that is not `ok`.
    [[nodiscard]] Failure failure(const QJsonObject& answer) const;

    /// `/tocsin:sms-pair 123456`, or `tocsin-hookbridge pair`.
    [[nodiscard]] QString howTo(const QString& command, const QString& argument = {}) const;

private:
    [[nodiscard]] QString hint(const QString& code) const;

    Audience m_audience;
};

} // namespace tocsin
