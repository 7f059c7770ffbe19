// SPDX-License-Identifier: MIT
#include "core/claude/calls/edit_preview.h"

#include "core/claude/calls/notebook_edit.h"

#include <QDir>
#include <QJsonArray>

#include <optional>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

using Result = Expected<EditPreview, PreviewFault>;

struct Replacement
{
    QString old;
    QString replacement;
    bool isForAll{false};
};

/// What editing tools see: lines that end with a line feed.
struct FileText
{
    QString text{};
    bool exists{false};
    bool hasCrLf{false};
};

Expected<QString, PreviewFault> textOf(const FileBytes& file)
{
    if (!file) {
        switch (file.error()) {
        case FileFault::Missing:
            return Unexpected{PreviewFault::Missing};
        case FileFault::TooLarge:
            return Unexpected{PreviewFault::TooLarge};
        case FileFault::NotAFile:
        case FileFault::Unreadable:
            break;
        }
        return Unexpected{PreviewFault::Unreadable};
    }
    if (!file->isValidUtf8())
        return Unexpected{PreviewFault::NotUtf8};
    return QString::fromUtf8(*file);
}

std::optional<Replacement> replacementOf(const QJsonObject& input)
{
    const QJsonValue old = input.value("old_string"_L1);
    const QJsonValue replacement = input.value("new_string"_L1);
    if (!old.isString() || !replacement.isString())
        return std::nullopt;
    return Replacement{.old = old.toString(),
                       .replacement = replacement.toString(),
                       .isForAll = input.value("replace_all"_L1).toBool()};
}

std::optional<PreviewFault> replaceIn(QString& text, const Replacement& edit)
{
    // To remove whole lines, Claude Code also takes the line feed after them.
    const bool takesLineFeed =
        edit.replacement.isEmpty() && !edit.old.endsWith(u'\n') && text.contains(edit.old + u'\n');
    const qsizetype first = text.indexOf(edit.old);
    if (first < 0)
        return PreviewFault::NotFound;
    if (!edit.isForAll && text.indexOf(edit.old, first + edit.old.size()) >= 0)
        return PreviewFault::NotUnique;
    const QString old = takesLineFeed ? edit.old + u'\n' : edit.old;
    if (edit.isForAll)
        text.replace(old, edit.replacement);
    else
        text.replace(text.indexOf(old), old.size(), edit.replacement);
    return std::nullopt;
}

Result edited(const FileBytes& file, const std::vector<Replacement>& edits)
{
    const auto content = textOf(file);
    const bool isMissing = !content && content.error() == PreviewFault::Missing;
    const bool creates = edits.front().old.isEmpty();
    if (!content && !(isMissing && creates))
        return Unexpected{content.error()};
    EditPreview preview{.isNewFile = isMissing};
    if (!isMissing) {
        preview.before = *content;
        preview.keepsCrLf = preview.before.contains("\r\n"_L1);
        preview.before.replace("\r\n"_L1, "\n"_L1);
        if (creates && !preview.before.trimmed().isEmpty())
            return Unexpected{PreviewFault::Exists};
    }
    preview.after = preview.before;
    for (const Replacement& edit : edits) {
        if (edit.old.isEmpty()) {
            preview.after = edit.replacement;
            continue;
        }
        if (const std::optional<PreviewFault> fault = replaceIn(preview.after, edit))
            return Unexpected{*fault};
    }
    return preview;
}

Result written(const FileBytes& file, const QJsonValue& content)
{
    const auto before = textOf(file);
    const bool isMissing = !before && before.error() == PreviewFault::Missing;
    if (!content.isString())
        return Unexpected{PreviewFault::Malformed};
    if (!before && !isMissing)
        return Unexpected{before.error()};
    return EditPreview{
        .before = isMissing ? QString{} : *before, .after = content.toString(), .isNewFile = isMissing};
}

bool isEdit(const hook::ToolCall& call)
{
    return call.tool == "Edit"_L1;
}
bool isMultiEdit(const hook::ToolCall& call)
{
    return call.tool == "MultiEdit"_L1;
}
bool isWrite(const hook::ToolCall& call)
{
    return call.tool == "Write"_L1;
}
bool isNotebookEdit(const hook::ToolCall& call)
{
    return call.tool == "NotebookEdit"_L1;
}

QString writtenPath(const hook::ToolCall& call)
{
    return call.input.value(isNotebookEdit(call) ? "notebook_path"_L1 : "file_path"_L1).toString();
}

bool isOdd(const QString& path)
{
    return path.startsWith(u'~') || path != path.trimmed() || path.contains(QChar::Null);
}

} // namespace

bool editsFile(const hook::ToolCall& call)
{
    return isEdit(call) || isMultiEdit(call) || isWrite(call) || isNotebookEdit(call);
}

QString editedPath(const hook::ToolCall& call, const QString& folder)
{
    const QString path = writtenPath(call);
    if (path.isEmpty() || isOdd(path))
        return {};
    return QDir::isAbsolutePath(path) ? path : QDir{folder}.filePath(path);
}

Result previewOf(const hook::ToolCall& call, const FileBytes& file)
{
    if (writtenPath(call).isEmpty())
        return Unexpected{PreviewFault::Malformed};
    if (isOdd(writtenPath(call)))
        return Unexpected{PreviewFault::OddPath};
    if (isNotebookEdit(call)) {
        const auto content = textOf(file);
        return content ? previewOfNotebook(call.input, *content) : Result{Unexpected{content.error()}};
    }
    if (isWrite(call))
        return written(file, call.input.value("content"_L1));
    std::vector<Replacement> edits;
    const QJsonArray all =
        isMultiEdit(call) ? call.input.value("edits"_L1).toArray() : QJsonArray{QJsonValue{call.input}};
    for (const QJsonValue one : all) {
        const std::optional<Replacement> edit = replacementOf(one.toObject());
        if (!edit)
            return Unexpected{PreviewFault::Malformed};
        edits.push_back(*edit);
    }
    if (edits.empty())
        return Unexpected{PreviewFault::Malformed};
    return edited(file, edits);
}

QJsonObject beyondPreview(const hook::ToolCall& call)
{
    QJsonObject rest = call.input;
    QStringList shown;
    if (isEdit(call))
        shown = {u"file_path"_s, u"old_string"_s, u"new_string"_s, u"replace_all"_s};
    else if (isMultiEdit(call))
        shown = {u"file_path"_s, u"edits"_s};
    else if (isWrite(call))
        shown = {u"file_path"_s, u"content"_s};
    else if (isNotebookEdit(call))
        shown = {u"notebook_path"_s, u"new_source"_s};
    for (const QString& name : shown)
        rest.remove(name);
    return rest;
}

} // namespace tocsin
