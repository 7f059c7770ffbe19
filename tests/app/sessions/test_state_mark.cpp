// SPDX-License-Identifier: MIT
#include "app/sessions/state_mark.h"

#include <QImage>
#include <QPainter>
#include <QSet>
#include <QTest>

#include <cmath>

using namespace tocsin;

class TestStateMark final : public QObject
{
    Q_OBJECT
private:
    /// https://www.w3.org/TR/WCAG21/#dfn-relative-luminance
    [[nodiscard]] static qreal luminance(const QColor& color)
    {
        const auto linear = [](qreal part) {
            return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
               0.0722 * linear(color.blueF());
    }
    [[nodiscard]] static qreal contrast(const QColor& a, const QColor& b)
    {
        const qreal light = std::max(luminance(a), luminance(b));
        const qreal dark = std::min(luminance(a), luminance(b));
        return (light + 0.05) / (dark + 0.05);
    }
    /// In one colour: its shape alone.
    [[nodiscard]] static QByteArray shape(StateMark mark, int size)
    {
        QImage image{size, size, QImage::Format_Grayscale8};
        image.fill(Qt::white);
        QPainter painter{&image};
        paintMark(painter, QRectF{0, 0, qreal(size), qreal(size)}, mark, Qt::black, Qt::white);
        painter.end();
        return {reinterpret_cast<const char*>(image.constBits()), image.sizeInBytes()};
    }

private Q_SLOTS:
    void coloursCanBeSeenOnLightAndDark_data()
    {
        QTest::addColumn<QColor>("ground");
        for (const char* ground :
             {"#ffffff", "#f6f6f6", "#eeeeee", "#000000", "#1e1e1e", "#2d2d2d", "#353535"})
            QTest::newRow(ground) << QColor{QLatin1StringView{ground}};
    }
    void coloursCanBeSeenOnLightAndDark()
    {
        QFETCH(QColor, ground);
        QPalette palette;
        palette.setColor(QPalette::Base, ground);
        for (const StateMark mark : StateMarks) {
            const qreal found = contrast(markColor(mark, palette), ground);
            QVERIFY2(found >= 4.5, qPrintable(QString::number(static_cast<int>(mark)) + QLatin1Char{' '} +
                                              QString::number(found)));
        }
    }
    void shapesDifferWithoutColour()
    {
        for (const int size : {12, 16, 24}) {
            QSet<QByteArray> shapes;
            for (const StateMark mark : StateMarks)
                shapes << shape(mark, size);
            QCOMPARE(shapes.size(), static_cast<qsizetype>(StateMarks.size()));
        }
    }
    void everyStateAndTopicHasItsMark()
    {
        QCOMPARE(markOf(SessionState::Waiting, AlertKind::Permission), StateMark::Permission);
        QCOMPARE(markOf(SessionState::Waiting, AlertKind::Question), StateMark::Question);
        QCOMPARE(markOf(SessionState::Waiting, {}), StateMark::Prompt);
        QCOMPARE(markOf(SessionState::Lost, {}), StateMark::Stopped);
        for (const AlertTopic topic : AlertTopics)
            QVERIFY(markOf(topic) != StateMark::Ended);
    }
};

QTEST_MAIN(TestStateMark)
#include "test_state_mark.moc"
