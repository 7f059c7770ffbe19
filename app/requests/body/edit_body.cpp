// SPDX-License-Identifier: MIT
#include "app/requests/body/edit_body.h"

#include "app/requests/body/body_column.h"
#include "app/requests/body/diff_view.h"

#include <QDir>
#include <QFileInfo>

#include <numeric>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// A longer text takes seconds to lay out.
constexpr qsizetype MaxShownText{512 * 1024};

qsizetype sizeOf(const std::vector<DiffRow>& rows)
{
    return std::accumulate(rows.begin(), rows.end(), qsizetype{0},
                           [](qsizetype sum, const DiffRow& row) { return sum + row.text.size(); });
}

} // namespace

EditBody::EditBody(const WaitingRequest& request, BodySources sources, QWidget* parent)
    : BuiltBody{parent}
    , m_call{request.call}
    , m_path{editedPath(request.call, request.cwd)}
    , m_sources{std::move(sources)}
    , m_state{read()}
{
    rebuild();
}

bool EditBody::isStillAsShown()
{
    State now = read();
    if (areSame(now.bytes, m_state.bytes) && now.target == m_state.target)
        return true;
    m_state = std::move(now);
    rebuild();
    Q_EMIT changed();
    return false;
}

EditBody::State EditBody::read() const
{
    if (!QDir::isAbsolutePath(m_path))
        return {.bytes = Unexpected{FileFault::Unreadable}};
    return {.bytes = m_sources.readFile(m_path), .target = m_sources.resolve(m_path)};
}

void EditBody::build(BodyColumn& column)
{
    column.addHiddenNote(stringsIn(m_call.input));
    column.addDirectionNote(stringsIn(m_call.input));
    const auto preview = previewOf(m_call, m_state.bytes);
    if (preview)
        addPreview(column, *preview);
    else
        addWholeCall(column, reasonOf(preview.error()));
    column.fill();
}

void EditBody::addTarget(BodyColumn& column)
{
    if (!m_state.target.isEmpty() && m_state.target != QDir::cleanPath(m_path))
        column.addText(tr("Symbolic link to"), m_state.target)->setObjectName(u"target"_s);
}

void EditBody::addPreview(BodyColumn& column, const EditPreview& preview)
{
    std::vector<DiffRow> rows = diffRows(preview.before, preview.after);
    if (sizeOf(rows) > MaxShownText) {
        addWholeCall(column, reasonOf(PreviewFault::TooLarge));
        return;
    }
    column.addText(tr("File"), m_path)->setObjectName(u"file"_s);
    addTarget(column);
    column.addFields(beyondPreview(m_call));
    if (preview.isNewFile)
        column.addNote(tr("The file does not exist yet."));
    if (preview.keepsCrLf)
        column.addNote(tr("The line ends of the file (CR LF) are kept and not shown."));
    if (rows.empty()) {
        column.addNote(tr("The call changes nothing: the file already has this content."));
        return;
    }
    const QString name = tr("Changes to the file");
    column.addCaption(name);
    auto* view = new DiffView{name, column.parent()};
    view->setObjectName(u"diff"_s);
    view->setRows(std::move(rows));
    column.add(view, 1);
}

void EditBody::addWholeCall(BodyColumn& column, const QString& reason)
{
    column.addNote(reason + u' ' + tr("This is the whole call instead."), NoteTone::Problem);
    addTarget(column);
    column.addText(tr("Tool"), m_call.tool);
    column.addFields(m_call.input);
}

QString EditBody::reasonOf(PreviewFault fault) const
{
    switch (fault) {
    case PreviewFault::Malformed:
        return tr("The changes cannot be shown: the call is not complete.");
    case PreviewFault::OddPath:
        return tr("The changes cannot be shown: the path of the file is unusual.");
    case PreviewFault::Missing:
        return tr("The changes cannot be shown: there is no such file.");
    case PreviewFault::Exists:
        return tr("The changes cannot be shown: the file to be created already exists.");
    case PreviewFault::Unreadable:
        return tr("The changes cannot be shown: the file cannot be read.");
    case PreviewFault::TooLarge:
        return tr("The changes cannot be shown: the file is too large.");
    case PreviewFault::NotUtf8:
        return tr("The changes cannot be shown: the file is not UTF-8 text.");
    case PreviewFault::NotFound:
        return tr("The changes cannot be shown: the file does not contain the text to be replaced.");
    case PreviewFault::NotUnique:
        return tr("The changes cannot be shown: the file contains the text to be replaced more than once.");
    case PreviewFault::NoNotebook:
        return tr("The changes cannot be shown: the file is not a notebook.");
    case PreviewFault::NoCell:
        return tr("The changes cannot be shown: the notebook has no such cell.");
    }
    return {};
}

} // namespace tocsin
