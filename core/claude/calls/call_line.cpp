// SPDX-License-Identifier: MIT
#include "core/claude/calls/call_line.h"

#include "core/base/text.h"
#include "core/claude/calls/visible_text.h"
#include "core/claude/hooks/alert_summary.h"
#include "core/claude/hooks/serving_programs.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

struct Form
{
    QLatin1StringView tool;
    const char* words;
    QLatin1StringView argument; ///< the field that %1 stands for
    QLatin1StringView beside;   ///< fields that change nothing of what the line says
};

/// Where `beside` is empty but the tool changes or fetches something, the line is never whole.
const auto& forms()
{
    static const std::array<Form, 10> all{{
        {"Bash"_L1, QT_TRANSLATE_NOOP("tocsin::Subject", "Run: %1"), "command"_L1,
         "command description timeout"_L1},
        {"Read"_L1, QT_TRANSLATE_NOOP("tocsin::Subject", "Read: %1"), "file_path"_L1,
         "file_path offset limit pages"_L1},
        {"LS"_L1, QT_TRANSLATE_NOOP("tocsin::Subject", "List: %1"), "path"_L1, "path"_L1},
        {"NotebookRead"_L1, QT_TRANSLATE_NOOP("tocsin::Subject", "Read: %1"), "notebook_path"_L1,
         "notebook_path"_L1},
        {"Glob"_L1, QT_TRANSLATE_NOOP("tocsin::Subject", "Search: %1"), "pattern"_L1, "pattern"_L1},
        {"Grep"_L1, QT_TRANSLATE_NOOP("tocsin::Subject", "Search: %1"), "pattern"_L1,
         "pattern output_mode -n -i -A -B -C head_limit multiline type"_L1},
        {"Edit"_L1, QT_TRANSLATE_NOOP("tocsin::Subject", "Edit: %1"), "file_path"_L1, {}},
        {"MultiEdit"_L1, QT_TRANSLATE_NOOP("tocsin::Subject", "Edit: %1"), "file_path"_L1, {}},
        {"Write"_L1, QT_TRANSLATE_NOOP("tocsin::Subject", "Write: %1"), "file_path"_L1, {}},
        {"WebFetch"_L1, QT_TRANSLATE_NOOP("tocsin::Subject", "Fetch: %1"), "url"_L1, {}},
    }};
    return all;
}

bool isAllSaid(const QJsonObject& input, QLatin1StringView fields)
{
    const QSet<QString> said = wordsOf(fields);
    const QStringList given = input.keys();
    return std::all_of(given.begin(), given.end(), [&](const QString& key) { return said.contains(key); });
}

} // namespace

CallLine callLine(const hook::ToolCall& call)
{
    const auto& all = forms();
    const auto form =
        std::find_if(all.begin(), all.end(), [&](const Form& one) { return one.tool == call.tool; });
    const QJsonValue value = form != all.end() ? call.input.value(form->argument) : QJsonValue{};
    const QString argument = value.toString();
    if (argument.isEmpty())
        return {.words = Phrase::verbatim(toolSummary(call))};
    const QString shown = elided(plainLine(argument), MaxLineArgument);
    return {.words = {.source = QString::fromUtf8(form->words), .arguments = {shown}},
            .isWhole = shown == argument && !hidesSomething(argument) && isAllSaid(call.input, form->beside)};
}

} // namespace tocsin
