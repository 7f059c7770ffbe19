// SPDX-License-Identifier: MIT
#include "app/requests/body/questions_body.h"

#include "app/requests/body/body_column.h"
#include "app/requests/body/question_card.h"

#include <QEvent>

#include <utility>

namespace tocsin {

QuestionsBody::QuestionsBody(WaitingRequest request, QWidget* parent)
    : RequestBody{parent}
    , m_request{std::move(request)}
{
    BodyColumn column{*this};
    m_hidden = column.addHiddenNote(stringsIn(m_request.call.input));
    if (m_request.questions.empty()) {
        column.addFields(m_request.call.input);
        column.fill();
        return;
    }
    const int count = static_cast<int>(m_request.questions.size());
    for (const AskedQuestion& question : m_request.questions) {
        auto* card = new QuestionCard{question, static_cast<int>(m_cards.size()) + 1, count, this};
        connect(card, &QuestionCard::changed, this, &RequestBody::changed);
        column.add(card);
        m_cards.push_back(card);
    }
    column.addFields(beyondQuestions(m_request.call));
    column.fill();
    setFocusProxy(m_cards.front()->firstField());
}

void QuestionsBody::changeEvent(QEvent* event)
{
    RequestBody::changeEvent(event);
    if (event->type() != QEvent::LanguageChange)
        return;
    if (m_hidden)
        m_hidden->say(BodyColumn::hiddenText(), NoteTone::Problem);
    for (QuestionCard* card : m_cards)
        card->retranslate();
}

std::optional<Decision> QuestionsBody::accepted() const
{
    decision::Answers answers;
    for (const QuestionCard* card : m_cards) {
        std::optional<decision::Answer> answer = card->answer();
        if (!answer)
            return std::nullopt;
        answers.answers.push_back(*std::move(answer));
    }
    if (!messageFor(m_request, answers)) // what it refuses is not complete
        return std::nullopt;
    return answers;
}

QString QuestionsBody::obstacle() const
{
    if (!m_request.questions.empty())
        return {};
    return tr("These questions cannot be answered here. Answer them in the terminal.");
}

} // namespace tocsin
