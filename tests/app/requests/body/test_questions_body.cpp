// SPDX-License-Identifier: MIT
#include "app/requests/body/question_card.h"
#include "core/claude/calls/visible_text.h"
#include "tests/app/requests/body/body_requests.h"
#include "tests/support/active_window.h"
#include "tests/support/nasty_text.h"

#include <QCheckBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

using namespace tocsin;
using namespace tocsin::test;

namespace {

const QString Tool{u"AskUserQuestion"_s};

QJsonObject questionOf(const QString& text, const QStringList& labels, bool takesSeveral = false)
{
    QJsonArray options;
    for (const QString& label : labels)
        options.append(QJsonObject{{u"label"_s, label}, {u"description"_s, u"About "_s + label}});
    return {{u"question"_s, text},
            {u"header"_s, u"Header"_s},
            {u"options"_s, options},
            {u"multiSelect"_s, takesSeveral}};
}

QJsonObject inputOf(const QJsonArray& questions)
{
    return {{u"questions"_s, questions}};
}

} // namespace

class TestQuestionsBody final : public QObject
{
    Q_OBJECT
private:
    [[nodiscard]] static std::unique_ptr<RequestBody> show(const QJsonArray& questions)
    {
        auto body = makeRequestBody(requestOf(Tool, inputOf(questions)), {});
        body->resize(600, 500);
        body->show();
        return body;
    }
    [[nodiscard]] static QList<QuestionCard*> cardsOf(const RequestBody& body)
    {
        return body.findChildren<QuestionCard*>();
    }
    [[nodiscard]] static QAbstractButton* option(const QuestionCard& card, int number)
    {
        return card.findChild<QAbstractButton*>(u"option%1"_s.arg(number));
    }
    [[nodiscard]] static QLineEdit* other(const QuestionCard& card)
    {
        return card.findChild<QLineEdit*>(u"other"_s);
    }
    /// What Claude would be sent: `question: answer`.
    [[nodiscard]] static QStringList sent(const RequestBody& body, const QJsonArray& questions)
    {
        const auto decision = body.accepted();
        if (!decision)
            return {u"<incomplete>"_s};
        const auto message = messageFor(requestOf(Tool, inputOf(questions)), *decision);
        if (!message)
            return {u"<refused>"_s};
        QStringList result;
        const QJsonObject answers = message->answers;
        for (auto it = answers.begin(); it != answers.end(); ++it)
            result += it.key() + u": "_s + it.value().toString();
        return result;
    }

private Q_SLOTS:
    void oneOptionIsChosen()
    {
        const QJsonArray questions{questionOf(u"Which?"_s, {u"A"_s, u"B"_s})};
        const auto body = show(questions);
        QSignalSpy changed{body.get(), &RequestBody::changed};
        QVERIFY(!body->accepted());
        const QuestionCard& card = *cardsOf(*body).front();
        option(card, 2)->click();
        QCOMPARE(sent(*body, questions), QStringList{u"Which?: B"_s});
        option(card, 1)->click();
        QCOMPARE(sent(*body, questions), QStringList{u"Which?: A"_s});
        QVERIFY(changed.count() >= 2);
        QCOMPARE(body->obstacle(), u""_s);
        QVERIFY(body->isStillAsShown());
    }
    void severalOptionsAreChosen()
    {
        const QJsonArray questions{questionOf(u"Which?"_s, {u"A"_s, u"B"_s, u"C"_s}, true)};
        const auto body = show(questions);
        const QuestionCard& card = *cardsOf(*body).front();
        QVERIFY(qobject_cast<QCheckBox*>(option(card, 1)));
        option(card, 3)->click();
        option(card, 1)->click();
        QCOMPARE(sent(*body, questions), QStringList{u"Which?: A, C"_s});
        other(card)->setText(u" mine "_s);
        QCOMPARE(sent(*body, questions), QStringList{u"Which?: A, C, mine"_s});
        other(card)->clear(); // chosen, but empty
        QVERIFY(!body->accepted());
        card.findChild<QAbstractButton*>(u"chooseOther"_s)->click();
        option(card, 3)->click();
        option(card, 1)->click();
        QVERIFY(!body->accepted());
    }
    void otherWordsReplaceTheChoice()
    {
        const QJsonArray questions{questionOf(u"Which?"_s, {u"A"_s, u"B"_s})};
        const auto body = show(questions);
        const QuestionCard& card = *cardsOf(*body).front();
        option(card, 1)->click();
        other(card)->setText(u"neither"_s);
        QCOMPARE(sent(*body, questions), QStringList{u"Which?: neither"_s});
        option(card, 2)->click(); // the words stay, but do not count
        QCOMPARE(sent(*body, questions), QStringList{u"Which?: B"_s});
        card.findChild<QAbstractButton*>(u"chooseOther"_s)->click();
        QCOMPARE(sent(*body, questions), QStringList{u"Which?: neither"_s});
    }
    void everyQuestionNeedsAnAnswer()
    {
        const QJsonArray questions{questionOf(u"1?"_s, {u"A"_s, u"B"_s}),
                                   questionOf(u"2?"_s, {u"C"_s, u"D"_s}, true), questionOf(u"3?"_s, {}),
                                   questionOf(u"4?"_s, {u"E"_s, u"F"_s})};
        const auto body = show(questions);
        const QList<QuestionCard*> cards = cardsOf(*body);
        QCOMPARE(cards.size(), qsizetype{4});
        option(*cards[0], 1)->click();
        option(*cards[1], 2)->click();
        option(*cards[3], 2)->click();
        QVERIFY(!body->accepted());
        other(*cards[2])->setText(u"words"_s);
        QCOMPARE(sent(*body, questions), (QStringList{u"1?: A"_s, u"2?: D"_s, u"3?: words"_s, u"4?: F"_s}));
        other(*cards[2])->setText(u"  "_s);
        QVERIFY(!body->accepted());
    }
    void aDigitChoosesTheOption()
    {
        const QJsonArray questions{questionOf(u"1?"_s, {u"A"_s, u"B"_s, u"C"_s, u"D"_s, u"E"_s}),
                                   questionOf(u"2?"_s, {u"F"_s, u"G"_s}, true)};
        const auto body = show(questions);
        makeActive(*body);
        body->setFocus();
        const QList<QuestionCard*> cards = cardsOf(*body);
        QTRY_COMPARE(QApplication::focusWidget(), option(*cards[0], 1));
        QVERIFY(!option(*cards[0], 1)->isChecked()); // by the focus alone
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_5);
        QVERIFY(option(*cards[0], 5)->isChecked());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_3);
        QVERIFY(option(*cards[0], 3)->isChecked());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_9); // there is none
        QVERIFY(option(*cards[0], 3)->isChecked());
        option(*cards[1], 1)->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_2);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_1);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_2);
        QCOMPARE(sent(*body, questions), (QStringList{u"1?: C"_s, u"2?: F"_s}));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_3); // other words
        QCOMPARE(QApplication::focusWidget(), other(*cards[1]));
        QTest::keyClicks(other(*cards[1]), u"12"_s); // digits are words there
        QCOMPARE(sent(*body, questions), (QStringList{u"1?: C"_s, u"2?: F, 12"_s}));
    }
    void aClickOnALabelChooses()
    {
        const QJsonArray questions{questionOf(u"Which?"_s, {u"A"_s, u"B"_s})};
        const auto body = show(questions);
        for (QLabel* label : body->findChildren<QLabel*>()) {
            if (label->text() == u"B"_s)
                QTest::mouseClick(label, Qt::LeftButton);
        }
        QCOMPARE(sent(*body, questions), QStringList{u"Which?: B"_s});
    }
    void labelsAreShownAsTheyAreAndSentAsTheyCame()
    {
        for (const QString& nasty : nastyTexts()) {
            const QJsonArray questions{questionOf(u"Which?"_s, {nasty, u"B"_s})};
            const auto body = show(questions);
            const QuestionCard& card = *cardsOf(*body).front();
            option(card, 1)->click();
            const auto answers = std::get<decision::Answers>(body->accepted().value());
            QCOMPARE(
                answers.answers.front().chosen,
                QStringList{requestOf(Tool, inputOf(questions)).questions.front().options.front().label});
            QCOMPARE(option(card, 1)->accessibleName(), visibleText(nasty));
            QString shown;
            for (const QLabel* label : card.findChildren<QLabel*>()) {
                QCOMPARE(label->textFormat(), Qt::PlainText);
                shown += label->text().remove(QChar{0x200b}) + u'\n'; // where it wraps
            }
            QVERIFY(shown.contains(visibleText(nasty)));
            QVERIFY2(body->minimumSizeHint().width() < 600, qPrintable(nasty.left(40)));
        }
    }
    void equalLabelsAreSaidToBeEqual()
    {
        const QJsonArray questions{questionOf(u"Which?"_s, {u"A"_s, u"A"_s, u"B"_s}, true)};
        const auto body = show(questions);
        const QuestionCard& card = *cardsOf(*body).front();
        QStringList texts;
        for (const QLabel* label : card.findChildren<QLabel*>())
            texts += label->text();
        QVERIFY(texts.join(u' ').contains(u"same label"_s));
        option(card, 1)->click();
        option(card, 2)->click();
        QCOMPARE(sent(*body, questions), QStringList{u"Which?: A"_s});
    }
    void anOptionWithoutALabelCannotBeChosen()
    {
        const QJsonArray questions{questionOf(u"Which?"_s, {u""_s, u"B"_s})};
        const auto body = show(questions);
        const QuestionCard& card = *cardsOf(*body).front();
        QVERIFY(!option(card, 1)->isEnabled());
        QTest::keyClick(option(card, 2), Qt::Key_1);
        QVERIFY(!body->accepted());
    }
    void whatElseAQuestionHasIsShown()
    {
        QJsonObject question = questionOf(u"Which?"_s, {u"A"_s});
        question[u"options"_s] =
            QJsonArray{QJsonObject{{u"label"_s, u"A"_s}, {u"preview"_s, u"much code"_s}}};
        const auto body = show({question});
        QStringList texts;
        for (const QPlainTextEdit* view : body->findChildren<QPlainTextEdit*>())
            texts += view->toPlainText();
        QVERIFY(texts.join(u' ').contains(u"much code"_s));
        QVERIFY(show({questionOf(u"Which?"_s, {u"A"_s})})->findChildren<QPlainTextEdit*>().isEmpty());
    }
    void questionsThatCannotBeAnsweredSaySo()
    {
        const auto body = show({questionOf(u"Same?"_s, {u"A"_s}), questionOf(u"Same?"_s, {u"B"_s})});
        QVERIFY(!body->accepted());
        QVERIFY(!body->obstacle().isEmpty());
        QStringList texts;
        for (const QPlainTextEdit* view : body->findChildren<QPlainTextEdit*>())
            texts += view->toPlainText();
        QVERIFY(texts.join(u' ').contains(u"Same?"_s));
    }
};

QTEST_MAIN(TestQuestionsBody)
#include "test_questions_body.moc"
