// SPDX-License-Identifier: MIT
#include "app/sessions/row_delegate.h"

#include "app/sessions/state_mark.h"

#include <QApplication>
#include <QPainter>
#include <QStyle>

namespace tocsin {

namespace {
constexpr int Margin{5}; ///< above and below, and between mark and text
} // namespace

RowDelegate::RowDelegate(int lines, QObject* parent)
    : QStyledItemDelegate{parent}
    , m_lines{lines}
{}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const
{
    return {1, m_lines * option.fontMetrics.lineSpacing() + 2 * Margin};
}

void RowDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.text.clear();
    const QStyle* style = item.widget != nullptr ? item.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);

    const bool isSelected = item.state & QStyle::State_Selected;
    const QPalette::ColorGroup group =
        item.state & QStyle::State_Active ? QPalette::Active : QPalette::Inactive;
    const QColor text = item.palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text);
    const auto placed = [&item](const QRect& place) {
        return QStyle::visualRect(item.direction, item.rect, place);
    };
    const int height = item.fontMetrics.lineSpacing();
    const QStringList details =
        index.data(RowDetailRole).toString().split(QLatin1Char{'\n'}, Qt::SkipEmptyParts).mid(0, m_lines - 1);
    // Rows are of one height, and fewer lines stand in the middle.
    const int above = (m_lines - 1 - static_cast<int>(details.size())) * height / 2;
    QRect line{item.rect.left() + Margin, item.rect.top() + Margin + above, item.rect.width() - 2 * Margin,
               height};
    const int size = item.fontMetrics.ascent();
    if (const QVariant mark = index.data(RowMarkRole); mark.isValid()) {
        const auto kind = static_cast<StateMark>(mark.toInt());
        const QRect place{line.left(), line.top() + (height - size) / 2, size, size};
        paintMark(*painter, placed(place), kind, isSelected ? text : markColor(kind, item.palette),
                  item.palette.color(group, isSelected ? QPalette::Highlight : QPalette::Base));
    }
    line.setLeft(line.left() + size + Margin);
    painter->save();
    painter->setPen(text);
    QFont bold = item.font;
    bold.setBold(true);
    painter->setFont(bold);
    const auto draw = [&](const QString& words) {
        const QString shown = QFontMetrics{painter->font()}.elidedText(words, Qt::ElideRight, line.width());
        painter->drawText(placed(line),
                          static_cast<int>(QStyle::visualAlignment(item.direction, Qt::AlignLeft) |
                                           Qt::AlignVCenter | Qt::TextSingleLine),
                          shown);
        line.translate(0, height);
    };
    draw(index.data().toString());
    painter->setFont(item.font);
    for (const QString& detail : details)
        draw(detail);
    painter->restore();
}

} // namespace tocsin
