// SPDX-License-Identifier: MIT
#include "app/sessions/elided_label.h"

#include <QPainter>
#include <QStyle>

namespace tocsin {

using namespace Qt::StringLiterals;

ElidedLabel::ElidedLabel(QWidget* parent)
    : QFrame{parent}
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void ElidedLabel::setText(const QString& text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    setToolTip(u"<p style='white-space:pre-wrap'>"_s + text.toHtmlEscaped() + u"</p>"_s);
    updateGeometry();
    update();
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text), fontMetrics().lineSpacing()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth(), fontMetrics().lineSpacing()};
}

void ElidedLabel::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    QPainter painter{this};
    const QString shown = fontMetrics().elidedText(m_text, Qt::ElideRight, width());
    const auto alignment = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignVCenter;
    style()->drawItemText(&painter, rect(), static_cast<int>(alignment), palette(), isEnabled(), shown,
                          foregroundRole());
}

} // namespace tocsin
