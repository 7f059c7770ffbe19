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

/// What to show of the app's answers. The app says what happened (`message`); the next step is named here,
/// the way its reader would type it.
class ReplyText final
{
    Q_DECLARE_TR_FUNCTIONS(tocsin::ReplyText)
public:
    explicit ReplyText(Audience audience)
        : m_audience{audience}
    {}

    [[nodiscard]] QString codeSent(const QJsonObject& answer) const;
    [[nodiscard]] QString loggedIn(const QJsonObject& answer) const;
    [[nodiscard]] QString started(const QJsonObject& answer) const;
    [[nodiscard]] QString plain(const QJsonObject& answer) const;
    [[nodiscard]] QString status(const QJsonObject& answer) const;

    [[nodiscard]] Failure failure(ClientError error) const;
    /// Of an answer that is not `ok`.
    [[nodiscard]] Failure failure(const QJsonObject& answer) const;

    /// `/tocsin:sms-pair 123456`, or `tocsin-hookbridge pair`.
    [[nodiscard]] QString commandHint(const QString& command, const QString& argument = {}) const;

private:
    [[nodiscard]] static QString said(const QJsonObject& answer, const QString& next = {});
    [[nodiscard]] QString hint(const QString& code) const;

    Audience m_audience;
};

} // namespace tocsin
