// SPDX-License-Identifier: MIT
#include "app/requests/body/diff_view.h"

#include <QEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QTextBlock>

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr int Gap{4};

/// The numbers beside the text. Screen readers have the signs in the text.
class Margin final : public QWidget
{
public:
    explicit Margin(DiffView& view)
        : QWidget{&view}
        , m_view{view}
    {}
    [[nodiscard]] QSize sizeHint() const override { return {m_view.marginWidth(), 0}; }

protected:
    void paintEvent(QPaintEvent* event) override { m_view.paintMargin(event); }

private:
    DiffView& m_view;
};

QColor mixed(const QColor& ground, const QColor& tint, qreal share)
{
    const auto mix = [share](int one, int other) {
        return static_cast<int>((1 - share) * one + share * other);
    };
    return {mix(ground.red(), tint.red()), mix(ground.green(), tint.green()),
            mix(ground.blue(), tint.blue())};
}

/// The text keeps a contrast of more than 7:1 on it, light or dark.
QBrush groundOf(DiffRow::Kind kind, const QPalette& palette)
{
    const QColor base = palette.color(QPalette::Base);
    const bool isDark = base.lightness() < 128;
    switch (kind) {
    case DiffRow::Kind::Removed:
        return mixed(base, isDark ? QColor{0xc0, 0x30, 0x30} : QColor{0xe0, 0x40, 0x40}, isDark ? 0.4 : 0.22);
    case DiffRow::Kind::Added:
        return mixed(base, isDark ? QColor{0x20, 0x90, 0x40} : QColor{0x20, 0xa8, 0x50}, isDark ? 0.4 : 0.22);
    case DiffRow::Kind::Remark:
        return palette.brush(QPalette::AlternateBase);
    case DiffRow::Kind::Same:
        break;
    }
    return Qt::NoBrush;
}

} // namespace

DiffView::DiffView(const QString& name, QWidget* parent)
    : CodeView{name, parent}
    , m_margin{new Margin{*this}}
{
    connect(this, &QPlainTextEdit::updateRequest, m_margin, [this](const QRect& area, int moved) {
        if (moved != 0)
            m_margin->scroll(0, moved);
        else
            m_margin->update(0, area.y(), m_margin->width(), area.height());
    });
}

void DiffView::setRows(std::vector<DiffRow> rows)
{
    m_rows = std::move(rows);
    QStringList lines;
    for (const DiffRow& row : m_rows)
        lines += row.text;
    setPlainText(lines.join(u'\n'));
    setViewportMargins(marginWidth(), 0, 0, 0);
    placeMargin();
    colorRows();
    updateHeight();
}

int DiffView::digits() const
{
    qsizetype most = 1;
    for (const DiffRow& row : m_rows)
        most = std::max({most, row.before, row.after});
    return static_cast<int>(QString::number(most).size());
}

int DiffView::marginWidth() const
{
    return 2 * digits() * fontMetrics().horizontalAdvance(u'9') + 4 * Gap;
}

void DiffView::paintMargin(QPaintEvent* event)
{
    QPainter painter{m_margin};
    painter.fillRect(event->rect(), palette().color(QPalette::Window));
    painter.setPen(palette().color(QPalette::WindowText));
    painter.setFont(font());
    const int column = digits() * fontMetrics().horizontalAdvance(u'9');
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > event->rect().bottom() || block.blockNumber() >= static_cast<int>(m_rows.size()))
            break;
        const DiffRow& row = m_rows[static_cast<size_t>(block.blockNumber())];
        const QBrush ground = groundOf(row.kind, palette());
        if (ground != Qt::NoBrush)
            painter.fillRect(QRectF{0, place.top(), qreal(m_margin->width()), place.height()}, ground);
        const int top = static_cast<int>(place.top());
        const auto draw = [&](int left, qsizetype number) {
            if (number > 0)
                painter.drawText(QRect{left, top, column, fontMetrics().lineSpacing()}, Qt::AlignRight,
                                 QString::number(number));
        };
        draw(Gap, row.before);
        draw(column + 2 * Gap, row.after);
    }
}

void DiffView::resizeEvent(QResizeEvent* event)
{
    CodeView::resizeEvent(event);
    placeMargin();
}

void DiffView::changeEvent(QEvent* event)
{
    CodeView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange)
        colorRows();
    if (event->type() == QEvent::FontChange && m_margin) {
        setViewportMargins(marginWidth(), 0, 0, 0);
        placeMargin();
    }
}

void DiffView::colorRows()
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const auto index = static_cast<size_t>(block.blockNumber());
        if (index >= m_rows.size())
            break;
        QTextBlockFormat format;
        format.setBackground(groundOf(m_rows[index].kind, palette()));
        QTextCursor{block}.setBlockFormat(format);
    }
    if (m_margin)
        m_margin->update();
}

void DiffView::placeMargin()
{
    const QRect area = contentsRect();
    m_margin->setGeometry(area.left(), area.top(), marginWidth(), area.height());
}

} // namespace tocsin
