// SPDX-License-Identifier: MIT
#include "app/windows/doctor_dialog.h"
#include "app/windows/inline_note.h"
#include "core/ipc/replies.h"
#include "translations/language.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QTest>
#include <QTextBlock>
#include <QTextBrowser>

using namespace tocsin;
using namespace Qt::StringLiterals;
using State = ipc::Check::State;

class TestDoctorDialog final : public QObject
{
    Q_OBJECT
private:
    Language m_language;
    std::vector<DoctorDialog::Done> m_asked;

    [[nodiscard]] std::unique_ptr<DoctorDialog> dialog()
    {
        m_asked.clear();
        return std::make_unique<DoctorDialog>(
            [this](const DoctorDialog::Done& done) { m_asked.push_back(done); });
    }
    [[nodiscard]] static ipc::Check check(State state, const QString& title, const QString& remedy = {})
    {
        return {.state = state, .id = u"x"_s, .title = title, .remedy = remedy};
    }
    [[nodiscard]] static QList<ipc::Check> some()
    {
        return {check(State::Ok, u"The tray icon is shown."_s),
                check(State::Warning, u"Do Not Disturb is on."_s, u"Turn it off."_s),
                check(State::Ok, u"The clock agrees."_s),
                check(State::Failed, u"The plugin is <not> installed."_s, u"Run: claude plugin install x"_s)};
    }
    [[nodiscard]] static QTextBrowser& report(const DoctorDialog& dialog)
    {
        return *dialog.findChild<QTextBrowser*>(u"checks"_s);
    }
    /// Without the marks.
    [[nodiscard]] static QStringList lines(const DoctorDialog& dialog)
    {
        QString text = report(dialog).toPlainText();
        text.remove(QChar::ObjectReplacementCharacter);
        return text.split(u'\n', Qt::SkipEmptyParts);
    }
    [[nodiscard]] static QString summary(const DoctorDialog& dialog)
    {
        return dialog.findChild<InlineNote*>(u"summary"_s)->text();
    }
    static void click(const DoctorDialog& dialog, const QString& name)
    {
        QTest::mouseClick(dialog.findChild<QPushButton*>(name), Qt::LeftButton);
    }

private Q_SLOTS:
    void initTestCase() { m_language.use(u"en"_s); }

    void whatDoesNotWorkComesFirstWithItsRemedy()
    {
        const auto window = dialog();
        window->show();
        QCOMPARE(summary(*window), u"Checking…"_s);
        QCOMPARE(m_asked.size(), std::size_t{1});
        m_asked.front()(some());
        QCOMPARE(summary(*window), u"1 problem found."_s);
        QCOMPARE(lines(*window),
                 (QStringList{u"Problem: The plugin is <not> installed."_s, u"Run: claude plugin install x"_s,
                              u"Warning: Do Not Disturb is on."_s, u"Turn it off."_s,
                              u"OK: The tray icon is shown."_s, u"OK: The clock agrees."_s}));
    }
    void eachStateHasAMarkOfItsOwn()
    {
        const auto window = dialog();
        window->show();
        m_asked.front()(some());
        QStringList marks;
        for (QTextBlock block = report(*window).document()->begin(); block.isValid(); block = block.next()) {
            for (auto part = block.begin(); !part.atEnd(); ++part) {
                const QTextImageFormat image = part.fragment().charFormat().toImageFormat();
                if (!image.isValid())
                    continue;
                marks << image.name();
                const auto picture =
                    report(*window).document()->resource(QTextDocument::ImageResource, QUrl{image.name()});
                QVERIFY2(!picture.value<QPixmap>().isNull(), qPrintable(image.name()));
            }
        }
        QCOMPARE(marks, (QStringList{u"mark:problem"_s, u"mark:warning"_s, u"mark:ok"_s, u"mark:ok"_s}));
    }
    void checksAgainWhenAskedAndNotTwiceAtATime()
    {
        const auto window = dialog();
        window->show();
        click(*window, u"checkAgain"_s);
        QCOMPARE(m_asked.size(), std::size_t{1});
        m_asked.at(0)(some());
        click(*window, u"checkAgain"_s);
        QCOMPARE(m_asked.size(), std::size_t{2});
        QCOMPARE(summary(*window), u"Checking…"_s);
        QVERIFY(!lines(*window).isEmpty()); // the old ones stay meanwhile
        m_asked.at(1)({check(State::Ok, u"The tray icon is shown."_s)});
        QCOMPARE(summary(*window), u"Everything works."_s);
        QCOMPARE(lines(*window), QStringList{u"OK: The tray icon is shown."_s});
        window->close();
        window->show();
        QCOMPARE(m_asked.size(), std::size_t{3});
        m_asked.at(2)({check(State::Warning, u"Do Not Disturb is on."_s)});
        QCOMPARE(summary(*window), u"No problems, 1 warning."_s);
    }
    void aRemedyCanBeSelectedWithTheKeyboardAndAllOfItCopied()
    {
        const auto window = dialog();
        window->show();
        m_asked.front()(some());
        QTextBrowser& text = report(*window);
        QVERIFY(text.textInteractionFlags().testFlag(Qt::TextSelectableByKeyboard));
        QVERIFY(text.textInteractionFlags().testFlag(Qt::TextSelectableByMouse));
        click(*window, u"copyChecks"_s);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"Problem: The plugin is <not> installed.\n"
                                                       "    Run: claude plugin install x\n"
                                                       "Warning: Do Not Disturb is on.\n"
                                                       "    Turn it off.\n"
                                                       "OK: The tray icon is shown.\n"
                                                       "OK: The clock agrees."_s);
    }
    void aScreenReaderHearsTheResultOnTheButton()
    {
        const auto window = dialog();
        window->show();
        m_asked.front()(some());
        const auto* again = window->findChild<QPushButton*>(u"checkAgain"_s);
        QCOMPARE(again->accessibleDescription(), u"1 problem found."_s);
        QVERIFY(window->focusWidget() == again);
        QAccessibleInterface* text = QAccessible::queryAccessibleInterface(&report(*window));
        QVERIFY(text->text(QAccessible::Name).contains(u"Checks"_s));
    }
    void anAnswerAfterItsEndIsIgnored()
    {
        auto window = dialog();
        window->show();
        window.reset();
        m_asked.front()(some()); // does not crash
    }
};

QTEST_MAIN(TestDoctorDialog)
#include "test_doctor_dialog.moc"
