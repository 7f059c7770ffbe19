// SPDX-License-Identifier: MIT
#pragma once

#include "cli/cli.h"

#include <QCoreApplication>
#include <QList>

namespace tocsin {

class ReplyText;

/// `tocsin doctor`: a line for each check, what the app says of itself and what can be seen from here.
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
