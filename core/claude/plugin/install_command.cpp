// SPDX-License-Identifier: MIT
#include "core/claude/plugin/install_command.h"

#include <QRegularExpression>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

QString quoted(const QString& argument)
{
    static const QRegularExpression plain{u"^[A-Za-z0-9_@%+=:,./-]+$"_s};
    if (plain.match(argument).hasMatch())
        return argument;
    return u'\'' + QString{argument}.replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace

QString installCommand(const QString& pluginFolder)
{
    return u"claude plugin marketplace add %1 && claude plugin install tocsin@tocsin"_s.arg(
        quoted(pluginFolder));
}

} // namespace tocsin
