// SPDX-License-Identifier: MIT
#include "app/windows/inline_note.h"
#include "app/windows/placeholder_color.h"
#include "app/windows/window_fit.h"
#include "tests/app/windows/picture_look.h"

#include <QDialog>
#include <QLineEdit>
#include <QTest>
#include <QVBoxLayout>

using namespace tocsin;

/// What all windows have in common.
class TestWindowLooks final : public QObject
{
    Q_OBJECT
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
        const PlaceholderColor colors;
        const QLineEdit field;
        const int distance = field.palette().color(QPalette::PlaceholderText).lightness() -
                             field.palette().color(QPalette::Base).lightness();
        QVERIFY2(isDark ? distance > 80 : distance < -80, qPrintable(QString::number(distance)));
        QCOMPARE(field.palette().color(QPalette::Text), palette.color(QPalette::Text)); // and nothing else
    }
    void hintsThatAreReadableStayAsTheDesktopHasThem()
    {
        QPalette palette{QColor{0xef, 0xef, 0xef}};
        palette.setColor(QPalette::PlaceholderText, QColor{0x20, 0x40, 0x60});
        QApplication::setPalette(palette);
        const PlaceholderColor colors;
        QCOMPARE(QLineEdit{}.palette().color(QPalette::PlaceholderText), QColor(0x20, 0x40, 0x60));
    }
    void aChangeOfTheColoursIsFollowed()
    {
        QApplication::setPalette(QPalette{QColor{0xef, 0xef, 0xef}});
        const PlaceholderColor colors;
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
