// SPDX-License-Identifier: MIT
#pragma once

#include "cli/cli.h"
#include "core/ipc/replies.h"

#include <QCoreApplication>
#include <QList>

namespace tocsin {

class ReplyText;

/// The output of `tocsin doctor`: one line per check, those of the app and those of the command itself.
class DoctorReport final
{
    Q_DECLARE_TR_FUNCTIONS(tocsin::DoctorReport)
public:
    /// Both outlive it.
    DoctorReport(const CliEnvironment& environment, const ReplyText& replyText)
        : m_environment{environment}
        , m_replyText{replyText}
    {}

    /// Failed if a check has.
    [[nodiscard]] ExitCode run(bool isJson) const;

private:
    [[nodiscard]] QList<ipc::Check> checks() const;
    /// That the app runs, and is of our version.
    [[nodiscard]] ipc::Check appCheck() const;

    const CliEnvironment& m_environment;
    const ReplyText& m_replyText;
};

} // namespace tocsin
