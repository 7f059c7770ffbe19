// SPDX-License-Identifier: MIT
#include "app/windows/inline_note.h"
#include "app/windows/readable_colors.h"
#include "app/windows/window_fit.h"
#include "tests/app/pictures/picture_look.h"

#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScreen>
#include <QTest>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

using namespace tocsin;

/// What all windows have in common.
class TestWindowLooks final : public QObject
{
    Q_OBJECT
private:
    [[nodiscard]] static double luminance(const QColor& color)
    {
        const auto linear = [](double part) {
            return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
               0.0722 * linear(color.blueF());
    }
    [[nodiscard]] static double contrast(const QColor& one, const QColor& other)
    {
        const double a = luminance(one) + 0.05;
        const double b = luminance(other) + 0.05;
        return std::max(a, b) / std::min(a, b);
    }

private Q_SLOTS:
    void hintsInEmptyFieldsAreReadable_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void hintsInEmptyFieldsAreReadable()
    {
        QFETCH(bool, isDark);
        QPalette palette = isDark ? test::darkPalette() : QPalette{QColor{0xef, 0xef, 0xef}};
        palette.setColor(QPalette::PlaceholderText,
                         isDark ? QColor{0, 0, 0, 128} : QColor{255, 255, 255, 128});
        QApplication::setPalette(palette);
        const ReadableColors colors;
        const QLineEdit field;
        const int distance = field.palette().color(QPalette::PlaceholderText).lightness() -
                             field.palette().color(QPalette::Base).lightness();
        QVERIFY2(isDark ? distance > 80 : distance < -80, qPrintable(QString::number(distance)));
        QCOMPARE(field.palette().color(QPalette::Text), palette.color(QPalette::Text)); // and nothing else
    }
    /// As painted: 4.5:1 is what WCAG 2.1 (1.4.3) asks of text.
    void hintsArePaintedWithEnoughContrast_data() { hintsInEmptyFieldsAreReadable_data(); }
    void hintsArePaintedWithEnoughContrast()
    {
        QFETCH(bool, isDark);
        QApplication::setPalette(isDark ? test::darkPalette() : test::lightPalette()); // as Qt mixes the hint
        const ReadableColors colors;
        QLineEdit line;
        QPlainTextEdit text;
        const auto least = [](auto& field) {
            QFont large = field.font();
            large.setPointSize(40); // with pixels that are all letter
            field.setFont(large);
            field.setPlaceholderText(QStringLiteral("IIII"));
            field.resize(400, 120);
            const QImage picture = field.grab().toImage();
            const QColor ground = field.palette().color(QPalette::Base);
            double most = 1;
            for (int x = 20; x < 120; ++x) { // within the frame
                for (int y = 20; y < 100; ++y)
                    most = std::max(most, contrast(picture.pixelColor(x, y), ground));
            }
            return most;
        };
        QVERIFY2(least(line) >= 4.5, qPrintable(QString::number(least(line))));
        text.setFrameShape(QFrame::NoFrame);
        text.resize(400, 120);
        QVERIFY2(least(text) >= 4.5, qPrintable(QString::number(least(text))));
    }
    void linksAreReadable_data()
    {
        QTest::addColumn<bool>("isDark");
        QTest::addColumn<bool>("changes");
        QTest::newRow("light") << false << false;
        QTest::newRow("dark") << true << true;
    }
    void linksAreReadable()
    {
        QFETCH(bool, isDark);
        QFETCH(bool, changes);
        QPalette palette = isDark ? test::darkPalette() : test::lightPalette();
        palette.setColor(QPalette::Link, Qt::blue);
        QApplication::setPalette(palette);
        const ReadableColors colors;
        const QColor link = QApplication::palette().color(QPalette::Link);
        QCOMPARE(link != QColor{Qt::blue}, changes);
        QVERIFY2(!isDark || (link.lightness() > 160 && link.blue() > link.red()), qPrintable(link.name()));
    }
    void hintsThatAreReadableStayAsTheDesktopHasThem()
    {
        QPalette palette{QColor{0xef, 0xef, 0xef}};
        palette.setColor(QPalette::PlaceholderText, QColor{0x20, 0x40, 0x60});
        QApplication::setPalette(palette);
        const ReadableColors colors;
        QCOMPARE(QLineEdit{}.palette().color(QPalette::PlaceholderText), QColor(0x20, 0x40, 0x60));
    }
    void aChangeOfTheColoursIsFollowed()
    {
        QApplication::setPalette(QPalette{QColor{0xef, 0xef, 0xef}});
        const ReadableColors colors;
        QWidget window;
        QVBoxLayout layout{&window};
        QLineEdit field;
        InlineNote note;
        layout.addWidget(&field);
        layout.addWidget(&note);
        note.say(QStringLiteral("Wrong."), NoteTone::Problem);
        window.show();
        const int before = note.palette().color(QPalette::WindowText).lightness();
        QPalette dark = test::darkPalette();
        dark.setColor(QPalette::PlaceholderText, QColor{0, 0, 0, 128});
        QApplication::setPalette(dark);
        QTRY_VERIFY(note.palette().color(QPalette::WindowText).lightness() > before + 50);
        QTRY_VERIFY(field.palette().color(QPalette::PlaceholderText).lightness() > 100);
    }
    void aWindowWithoutAFrameIsNoneToStandBeside()
    {
        QWidget trayIcon{nullptr, Qt::Window | Qt::FramelessWindowHint};
        trayIcon.setGeometry(600, 0, 22, 22);
        trayIcon.show();
        QDialog dialog;
        dialog.resize(300, 200);
        present(dialog);
        QVERIFY2(!dialog.testAttribute(Qt::WA_Moved), "the middle of the screen is Qt's choice");
    }
    void aWindowMovedAsideKeepsItsFrameOnTheScreen()
    {
        const QRect available = QGuiApplication::primaryScreen()->availableGeometry();
        QDialog first;
        first.resize(300, 200);
        present(first);
        first.move(available.center());
        QDialog second;
        second.resize(available.width() / 2, available.height() - 60);
        present(second);
        QVERIFY(second.testAttribute(Qt::WA_Moved));
        // What this platform draws no frame for is left room for one.
        QVERIFY2(second.y() + second.height() + 20 <= available.bottom() + 1,
                 qPrintable(QString::number(second.y())));
    }
    void noWindowIsExactlyOnTopOfAnother()
    {
        std::vector<std::unique_ptr<QDialog>> dialogs;
        for (int i = 0; i < 4; ++i) {
            dialogs.push_back(std::make_unique<QDialog>());
            dialogs.back()->resize(300, 200);
            present(*dialogs.back());
        }
        for (size_t i = 0; i < dialogs.size(); ++i) {
            for (size_t j = 0; j < i; ++j)
                QVERIFY((dialogs[i]->pos() - dialogs[j]->pos()).manhattanLength() >= 32);
        }
        for (const auto& dialog : dialogs)
            QVERIFY(dialog->screen()->availableGeometry().contains(dialog->geometry()));
        const QPoint where = dialogs.front()->pos();
        present(*dialogs.front()); // it is on the screen already
        QCOMPARE(dialogs.front()->pos(), where);
    }
};

QTEST_MAIN(TestWindowLooks)
#include "test_window_looks.moc"
