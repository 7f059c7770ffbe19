// SPDX-License-Identifier: MIT
#include "core/system/terminal_variables.h"

#include <QFile>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MaxEnvironment{256 * 1024};

bool isKnown(const QString& name)
{
    return std::any_of(TerminalVariableNames.begin(), TerminalVariableNames.end(),
                       [&](const char* known) { return name == QLatin1StringView{known}; });
}

bool isPlain(const QString& value)
{
    return !value.isEmpty() && value.toUtf8().size() <= MaxTerminalVariable &&
           std::all_of(value.begin(), value.end(), [](QChar c) { return c.isPrint(); });
}

} // namespace

TerminalVariables knownTerminalVariables(const TerminalVariables& variables)
{
    TerminalVariables known;
    for (auto it = variables.begin(); it != variables.end(); ++it) {
        if (isKnown(it.key()) && isPlain(it.value()))
            known.insert(it.key(), it.value());
    }
    return known;
}

TerminalVariables terminalVariablesOf(qint64 pid)
{
    QFile file{u"/proc/%1/environ"_s.arg(pid)};
    TerminalVariables variables;
    if (pid <= 0 || !file.open(QIODevice::ReadOnly))
        return variables;
    for (const QByteArray& variable : file.read(MaxEnvironment).split('\0')) {
        const QString text = QString::fromUtf8(variable);
        variables.insert(text.section(u'=', 0, 0), text.section(u'=', 1));
    }
    return knownTerminalVariables(variables);
}

} // namespace tocsin
