// SPDX-License-Identifier: MIT
#include "app/requests/body/call_body.h"

#include "app/requests/body/body_column.h"
#include "core/claude/calls/call_view.h"
#include "core/claude/calls/fetch_target.h"
#include "core/claude/calls/visible_text.h"

#include <QTextCursor>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// As it is: the visible form of the text before it may be longer.
void emphasise(CodeView& view, const QString& text, qsizetype begin, qsizetype length)
{
    QTextCursor cursor{view.document()};
    cursor.setPosition(static_cast<int>(visibleText(text.left(begin)).size()));
    cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor, static_cast<int>(length));
    QTextCharFormat format;
    format.setFontWeight(QFont::Bold);
    format.setFontUnderline(true);
    cursor.mergeCharFormat(format);
}

} // namespace

CallBody::CallBody(const WaitingRequest& request, QWidget* parent)
    : BuiltBody{parent}
    , m_call{request.call}
{
    rebuild();
}

void CallBody::build(BodyColumn& column)
{
    const CallView view = viewOf(m_call);
    column.addHiddenNote(stringsIn(m_call.input));
    column.addDirectionNote(stringsIn(m_call.input));
    if (view.command)
        column.addText(tr("Command"), *view.command, CodeView::Letters::Fixed, 1)
            ->setObjectName(u"command"_s);
    else if (!view.address)
        column.addText(tr("Tool"), m_call.tool);
    if (view.address)
        addAddress(column, *view.address);
    if (!view.description.isEmpty())
        column.addText(tr("Claude’s description"), view.description, CodeView::Letters::Proportional)
            ->setObjectName(u"description"_s);
    column.addFields(view.rest);
    if (m_call.input.isEmpty())
        column.addNote(tr("The call has no input."));
    column.fill();
}

void CallBody::addAddress(BodyColumn& column, const QString& address)
{
    const FetchTarget target = fetchTargetOf(address);
    CodeView* view = column.addText(tr("Address"), address);
    view->setObjectName(u"address"_s);
    if (target.hostBegin >= 0)
        emphasise(*view, address, target.hostBegin, target.hostLength);
    column.addText(tr("Host"), target.host.isEmpty() ? tr("unknown") : target.host)->setObjectName(u"host"_s);
    if (!target.displayHost.isEmpty())
        column.addText(tr("Displayed as (letters may be deceptive)"), target.displayHost)
            ->setObjectName(u"displayHost"_s);
    if (!target.isPlain)
        column.addNote(tr("The address is unusual: programs may disagree about the host it leads to."),
                       NoteTone::Problem);
}

} // namespace tocsin
