// SPDX-License-Identifier: MIT
#include "app/windows/continue_dialog.h"
#include "app/windows/inline_note.h"
#include "tests/support/active_window.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;
using namespace Qt::StringLiterals;

class TestContinueDialog final : public QObject
{
    Q_OBJECT

    QStringList m_sent;
    ContinueDialog::Done m_onDone;
    std::unique_ptr<ContinueDialog> m_dialog;

    template<typename T> T& at(const char* name) { return *m_dialog->findChild<T*>(QLatin1StringView{name}); }
    QPlainTextEdit& prompt() { return at<QPlainTextEdit>("prompt"); }
    QPushButton& send() { return at<QPushButton>("send"); }
    InlineNote& outcome() { return at<InlineNote>("outcome"); }

private Q_SLOTS:
    void init()
    {
        m_sent.clear();
        m_onDone = {};
        m_dialog = std::make_unique<ContinueDialog>(u"shop & co"_s,
                                                    [this](const QString& text, ContinueDialog::Done onDone) {
                                                        m_sent += text;
                                                        m_onDone = std::move(onDone);
                                                    });
        m_dialog->show();
        makeActive(*m_dialog);
    }

    void namesTheSessionAndTakesKeysAtOnce()
    {
        QCOMPARE(m_dialog->windowTitle(), u"Continue shop & co"_s);
        QVERIFY(prompt().hasFocus());
        QVERIFY(!outcome().isVisible());
        QVERIFY(!send().isEnabled());
    }

    void enterIsALineAndControlEnterSends_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("Return") << Qt::Key_Return;
        QTest::newRow("Enter") << Qt::Key_Enter;
    }
    void enterIsALineAndControlEnterSends()
    {
        QFETCH(Qt::Key, key);
        QTest::keyClicks(&prompt(), u"one"_s);
        QTest::keyClick(&prompt(), key);
        QTest::keyClicks(&prompt(), u"two"_s);
        QVERIFY(m_sent.isEmpty());
        QTest::keyClick(&prompt(), key, Qt::ControlModifier);
        QCOMPARE(m_sent, QStringList{u"one\ntwo"_s});
    }

    void nothingOrBlanksAreNotSent()
    {
        for (const QString& text : {QString{}, u" "_s, u"\n\n \n"_s}) {
            prompt().setPlainText(text);
            QVERIFY(!send().isEnabled());
            QTest::keyClick(&prompt(), Qt::Key_Return, Qt::ControlModifier);
        }
        QVERIFY(m_sent.isEmpty());
    }

    void whatHasArrivedIsSaidAndCleared()
    {
        prompt().setPlainText(u"go on"_s);
        QTest::mouseClick(&send(), Qt::LeftButton);
        QCOMPARE(m_sent, QStringList{u"go on"_s});
        QCOMPARE(outcome().text(), u"Sending…"_s);
        QVERIFY(prompt().isReadOnly());
        QTest::keyClick(&prompt(), Qt::Key_Return, Qt::ControlModifier); // once is enough
        QTest::mouseClick(&send(), Qt::LeftButton);
        QCOMPARE(m_sent.size(), 1);
        m_onDone({});
        QCOMPARE(outcome().text(), u"The prompt has arrived."_s);
        QCOMPARE(outcome().tone(), NoteTone::Hint);
        QVERIFY(prompt().toPlainText().isEmpty());
        QVERIFY(!prompt().isReadOnly());
    }

    void whatWasNotSentStaysAndSaysWhy()
    {
        prompt().setPlainText(u"go on"_s);
        QTest::mouseClick(&send(), Qt::LeftButton);
        m_onDone(TerminalProblem{TerminalProblem::Kind::NotEmpty});
        QCOMPARE(outcome().text(), u"The prompt was not sent: something is typed at its prompt already."_s);
        QCOMPARE(outcome().tone(), NoteTone::Problem);
        QCOMPARE(prompt().toPlainText(), u"go on"_s);
        QTest::mouseClick(&send(), Qt::LeftButton);
        QCOMPARE(m_sent.size(), 2);
        m_onDone(TerminalProblem{TerminalProblem::Kind::NotConfirmed});
        QCOMPARE(outcome().text(),
                 u"Check the terminal: Enter was pressed, but the session has not reported the prompt."_s);
    }

    void theAnswerMayComeAfterTheDialog()
    {
        prompt().setPlainText(u"go on"_s);
        QTest::mouseClick(&send(), Qt::LeftButton);
        m_dialog.reset();
        m_onDone({});
    }

    void cancelSendsNothing()
    {
        prompt().setPlainText(u"go on"_s);
        QTest::keyClick(&prompt(), Qt::Key_Escape);
        QVERIFY(!m_dialog->isVisible());
        QVERIFY(m_sent.isEmpty());
    }
};

QTEST_MAIN(TestContinueDialog)
#include "test_continue_dialog.moc"
