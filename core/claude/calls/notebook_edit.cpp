// SPDX-License-Identifier: MIT
#include "core/claude/calls/notebook_edit.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

QString sourceOf(const QJsonObject& cell)
{
    const QJsonValue source = cell.value("source"_L1);
    QString text = source.toString();
    const QJsonArray lines = source.toArray();
    for (const QJsonValue line : lines)
        text += line.toString();
    return text;
}

/// -1: there is none. A cell without an id is named `cell-3`, counted from 0.
qsizetype indexOf(const QString& id, const QJsonArray& cells)
{
    for (qsizetype i = 0; i < cells.size(); ++i) {
        if (cells[i]["id"_L1].toString() == id)
            return i;
    }
    const auto prefix = "cell-"_L1;
    bool isNumber = false;
    const qsizetype index = id.startsWith(prefix) ? id.mid(prefix.size()).toInt(&isNumber) : -1;
    return isNumber && index >= 0 && index < cells.size() ? index : -1;
}

} // namespace

Expected<EditPreview, PreviewFault> previewOfNotebook(const QJsonObject& input, const QString& content)
{
    const QJsonDocument notebook = QJsonDocument::fromJson(content.toUtf8());
    if (!notebook.object().value("cells"_L1).isArray())
        return Unexpected{PreviewFault::NoNotebook};
    const QJsonArray cells = notebook["cells"_L1].toArray();
    const QString id = input.value("cell_id"_L1).toString();
    const QString mode = input.value("edit_mode"_L1).toString(u"replace"_s);
    const QString source = input.value("new_source"_L1).toString();
    const qsizetype index = id.isEmpty() ? -1 : indexOf(id, cells);
    if (mode == "insert"_L1) {
        if (!id.isEmpty() && index < 0)
            return Unexpected{PreviewFault::NoCell};
        return EditPreview{.after = source, .cell = id};
    }
    if (index < 0)
        return Unexpected{PreviewFault::NoCell};
    const QString before = sourceOf(cells[index].toObject());
    if (mode == "delete"_L1)
        return EditPreview{.before = before, .cell = id};
    if (mode != "replace"_L1 || !input.value("new_source"_L1).isString())
        return Unexpected{PreviewFault::Malformed};
    return EditPreview{.before = before, .after = source, .cell = id};
}

} // namespace tocsin
