// SPDX-License-Identifier: MIT
#include "app/sessions/state_mark.h"

#include <QPainter>
#include <QPainterPath>
#include <QPen>
#include <QPolygonF>

namespace tocsin {

namespace {

/// In a square from 0 to 16.
constexpr qreal Grid{16};

bool isRing(StateMark mark)
{
    return mark == StateMark::Quiet || mark == StateMark::Idle;
}

/// On a disc.
void paintGlyph(QPainter& painter, StateMark mark)
{
    switch (mark) {
    case StateMark::Permission:
        painter.drawLine(QPointF{8, 4}, QPointF{8, 8.6});
        painter.drawLine(QPointF{8, 11.7}, QPointF{8, 11.8});
        break;
    case StateMark::Question: {
        QPainterPath hook{QPointF{5.8, 5.9}};
        hook.cubicTo(5.8, 3.2, 10.4, 3.2, 10.2, 6);
        hook.cubicTo(10.1, 7.6, 8, 7.5, 8, 9.4);
        painter.drawPath(hook);
        painter.drawLine(QPointF{8, 12}, QPointF{8, 12.1});
        break;
    }
    case StateMark::Prompt:
        painter.drawPolyline(QPolygonF{{6.2, 4.8}, {9.6, 8}, {6.2, 11.2}});
        break;
    case StateMark::Stopped:
        painter.drawLine(QPointF{5.3, 5.3}, QPointF{10.7, 10.7});
        painter.drawLine(QPointF{10.7, 5.3}, QPointF{5.3, 10.7});
        break;
    case StateMark::Quiet:
        painter.drawLine(QPointF{6.4, 5.8}, QPointF{6.4, 10.2});
        painter.drawLine(QPointF{9.6, 5.8}, QPointF{9.6, 10.2});
        break;
    case StateMark::Working:
        painter.drawPolygon(QPolygonF{{6.4, 5}, {11, 8}, {6.4, 11}});
        break;
    case StateMark::Finished:
        painter.drawPolyline(QPolygonF{{4.9, 8.3}, {7.2, 10.6}, {11.2, 5.8}});
        break;
    case StateMark::Idle:
    case StateMark::Ended:
        break;
    }
}

} // namespace

StateMark markOf(SessionState state, std::optional<AlertKind> dialog)
{
    switch (state) {
    case SessionState::Waiting:
        if (dialog == AlertKind::Permission)
            return StateMark::Permission;
        return dialog ? StateMark::Question : StateMark::Prompt;
    case SessionState::Error:
    case SessionState::Lost:
        return StateMark::Stopped;
    case SessionState::Quiet:
        return StateMark::Quiet;
    case SessionState::Working:
        return StateMark::Working;
    case SessionState::Done:
        return StateMark::Finished;
    case SessionState::Idle:
        return StateMark::Idle;
    case SessionState::Ended:
        break;
    }
    return StateMark::Ended;
}

StateMark markOf(AlertTopic topic)
{
    switch (topic) {
    case AlertTopic::Permission:
        return StateMark::Permission;
    case AlertTopic::Question:
        return StateMark::Question;
    case AlertTopic::Waiting:
        return StateMark::Prompt;
    case AlertTopic::Error:
    case AlertTopic::UsageLimit:
    case AlertTopic::Lost:
        return StateMark::Stopped;
    case AlertTopic::Finished:
        return StateMark::Finished;
    case AlertTopic::NoActivity:
        break;
    }
    return StateMark::Quiet;
}

QColor markColor(StateMark mark, const QPalette& palette)
{
    const bool isDark = palette.color(QPalette::Base).lightness() < 128;
    switch (mark) {
    case StateMark::Permission:
    case StateMark::Question:
    case StateMark::Prompt:
        return isDark ? QColor{0xff, 0xb4, 0x54} : QColor{0xa3, 0x52, 0x00};
    case StateMark::Stopped:
        return isDark ? QColor{0xff, 0x8a, 0x80} : QColor{0xb3, 0x1b, 0x1b};
    case StateMark::Working:
        return isDark ? QColor{0x8a, 0xc2, 0xff} : QColor{0x1a, 0x5f, 0xb4};
    case StateMark::Finished:
        return isDark ? QColor{0x7e, 0xe0, 0x87} : QColor{0x1d, 0x6f, 0x31};
    case StateMark::Quiet:
    case StateMark::Idle:
    case StateMark::Ended:
        break;
    }
    return isDark ? QColor{0xc0, 0xc0, 0xc0} : QColor{0x55, 0x55, 0x55};
}

void paintMark(QPainter& painter, const QRectF& place, StateMark mark, const QColor& color,
               const QColor& ground)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(place.topLeft());
    painter.scale(place.width() / Grid, place.height() / Grid);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    if (mark == StateMark::Ended)
        painter.drawRect(QRectF{5, 5, 6, 6});
    else if (mark == StateMark::Stopped) // as a stop sign
        painter.drawPolygon(
            QPolygonF{{5, 1}, {11, 1}, {15, 5}, {15, 11}, {11, 15}, {5, 15}, {1, 11}, {1, 5}});
    else if (!isRing(mark))
        painter.drawEllipse(QRectF{1, 1, 14, 14});
    const QPen pen{isRing(mark) ? color : ground, 1.9, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
    painter.setPen(pen);
    if (isRing(mark)) {
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QRectF{2, 2, 12, 12});
    }
    painter.setBrush(mark == StateMark::Working ? QBrush{ground} : QBrush{Qt::NoBrush});
    paintGlyph(painter, mark);
    painter.restore();
}

} // namespace tocsin
