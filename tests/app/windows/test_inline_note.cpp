// SPDX-License-Identifier: MIT
#include "app/windows/inline_note.h"

#include <QLineEdit>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace tocsin;
using namespace Qt::StringLiterals;

namespace {

/// WCAG 2.1, relative luminance.
double luminance(const QColor& color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other)
{
    const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
    return (light + 0.05) / (dark + 0.05);
}

} // namespace

class TestInlineNote final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatItSaysDescribesItsField()
    {
        QLineEdit field;
        InlineNote note;
        note.describe(&field);
        note.say(u"Begin with +."_s);
        QCOMPARE(field.accessibleDescription(), u"Begin with +."_s);
        note.say(u"That is too long."_s, NoteTone::Problem);
        QCOMPARE(field.accessibleDescription(), u"That is too long."_s);
        note.say({});
        QCOMPARE(field.accessibleDescription(), QString{});
    }
    void wordsOfAServerAreNeverMarkup()
    {
        InlineNote note;
        note.say(u"<b>x</b><img src=\"http://127.0.0.1/\">"_s, NoteTone::Problem);
        QCOMPARE(note.textFormat(), Qt::PlainText);
    }
    void everyToneCanBeReadOnLightAndDark_data()
    {
        QTest::addColumn<QColor>("window");
        QTest::addColumn<QColor>("text");
        QTest::newRow("white") << QColor{Qt::white} << QColor{Qt::black};
        QTest::newRow("light grey") << QColor{0xef, 0xef, 0xef} << QColor{Qt::black};
        QTest::newRow("darker light grey") << QColor{0xd9, 0xd9, 0xd9} << QColor{Qt::black};
        QTest::newRow("dark grey") << QColor{0x35, 0x35, 0x35} << QColor{Qt::white};
        QTest::newRow("black") << QColor{Qt::black} << QColor{Qt::white};
    }
    void everyToneCanBeReadOnLightAndDark()
    {
        QFETCH(QColor, window);
        QFETCH(QColor, text);
        QWidget parent;
        InlineNote note{&parent};
        for (const NoteTone tone : {NoteTone::Hint, NoteTone::Problem}) {
            note.say(u"words"_s, tone);
            QPalette palette; // the theme may change while a note is shown
            palette.setColor(QPalette::Window, window);
            palette.setColor(QPalette::WindowText, text);
            parent.setPalette(palette);
            const double ratio = contrast(note.palette().color(QPalette::WindowText), window);
            QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
        }
    }
};

QTEST_MAIN(TestInlineNote)
#include "test_inline_note.moc"
