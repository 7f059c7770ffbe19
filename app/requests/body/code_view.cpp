// SPDX-License-Identifier: MIT
#include "app/requests/body/code_view.h"

#include "core/claude/calls/visible_text.h"

#include <QAbstractTextDocumentLayout>
#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QTextBlock>
#include <QTextOption>

#include <algorithm>
#include <cmath>

namespace tocsin {

namespace {

constexpr int MaxHintedLines{12};
constexpr int MinLines{5};
constexpr int TabWidth{8};

} // namespace

CodeView::CodeView(const QString& name, QWidget* parent, Letters letters)
    : QPlainTextEdit{parent}
    , m_letters{letters}
{
    setAccessibleName(name);
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setLayoutDirection(Qt::LeftToRight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    useFont();
}

void CodeView::setCode(const QString& text)
{
    setPlainText(visibleText(text));
    updateHeight();
}

QSize CodeView::sizeHint() const
{
    return {fontMetrics().averageCharWidth() * 60, textHeight(heightOf(MaxHintedLines))};
}

QSize CodeView::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 20, textHeight(heightOf(MinLines))};
}

/// As it is wrapped now; `limit` if it is higher. Letters of other fonts may be higher than those of the
/// view's.
int CodeView::textHeight(int limit) const
{
    qreal height = heightOf(0);
    for (QTextBlock block = document()->begin(); block.isValid() && height < limit; block = block.next())
        height += document()->documentLayout()->blockBoundingRect(block).height();
    return std::min(limit, static_cast<int>(std::ceil(height)));
}

int CodeView::heightOf(int lines) const
{
    const QMargins margins = contentsMargins();
    return fontMetrics().lineSpacing() * lines + static_cast<int>(2 * document()->documentMargin()) +
           2 * frameWidth() + margins.top() + margins.bottom() + 2;
}

void CodeView::updateHeight()
{
    setMaximumHeight(textHeight(QWIDGETSIZE_MAX));
    updateGeometry();
}

void CodeView::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    if (m_hintedWidth != viewport()->width()) { // other lines
        m_hintedWidth = viewport()->width();
        updateHeight();
    }
}

void CodeView::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange)
        useFont();
}

void CodeView::useFont()
{
    if (m_letters == Letters::Fixed) {
        QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
        const QFont usual = parentWidget() ? parentWidget()->font() : QApplication::font();
        if (usual.pointSizeF() > 0)
            fixed.setPointSizeF(usual.pointSizeF());
        setFont(fixed);
    }
    setTabStopDistance(TabWidth * fontMetrics().horizontalAdvance(u' '));
    updateHeight();
}

} // namespace tocsin
