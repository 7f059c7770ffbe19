// SPDX-License-Identifier: MIT
#include "app/requests/body/question_card.h"

#include "app/requests/body/body_column.h"
#include "core/claude/calls/visible_text.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QRadioButton>
#include <QSet>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr int MaxDigit{9};
constexpr qsizetype MaxHeader{40}; // in a title, which does not wrap

/// For captions of controls: `&` is no mnemonic.
QString escaped(QString text)
{
    return text.replace(u'&', "&&"_L1);
}

} // namespace

QuestionCard::QuestionCard(AskedQuestion question, int number, int count, QWidget* parent)
    : QGroupBox{parent}
    , m_question{std::move(question)}
    , m_number{number}
    , m_count{count}
    , m_choices{new QButtonGroup{this}}
{
    m_choices->setExclusive(!m_question.takesSeveral);

    auto* grid = new QGridLayout{this};
    grid->setColumnStretch(1, 1);
    QLabel* text = makeLabel(m_question.text, this);
    text->setObjectName(u"question"_s);
    grid->addWidget(text, 0, 0, 1, 2);
    int next = 1;
    for (const QuestionOption& option : m_question.options)
        addOption(*grid, option, next++);
    addOther(*grid);
    if (header().size() > MaxHeader)
        grid->addWidget(makeLabel(m_question.header, this), grid->rowCount(), 0, 1, 2);
    if (hasAmbiguousLabels()) {
        m_ambiguous = new InlineNote{this};
        grid->addWidget(m_ambiguous, grid->rowCount(), 0, 1, 2);
    }
    retranslate();
    connect(m_choices, &QButtonGroup::idToggled, this, &QuestionCard::changed);
}

void QuestionCard::retranslate()
{
    const QString place = m_count > 1 ? tr("Question %1 of %2").arg(m_number).arg(m_count) : tr("Question");
    const QString begin = header().left(MaxHeader);
    setTitle(escaped(begin.isEmpty() ? place : u"%1: %2"_s.arg(place, begin)));
    setAccessibleName(u"%1: %2"_s.arg(place, visibleText(m_question.text)));
    for (QLabel* label : m_unnamed)
        label->setText(tr("(no label)"));
    m_text->setPlaceholderText(m_other ? tr("Other answer") : tr("Your answer"));
    m_text->setAccessibleName(m_text->placeholderText());
    if (m_other)
        m_other->setAccessibleName(tr("Other"));
    if (m_ambiguous)
        m_ambiguous->say(tr("Some options have the same label. Claude cannot tell them apart."),
                         NoteTone::Problem);
}

QString QuestionCard::header() const
{
    return visibleText(m_question.header).simplified();
}

QAbstractButton* QuestionCard::makeButton(const QString& name, int number)
{
    QAbstractButton* button{nullptr};
    if (m_question.takesSeveral)
        button = new QCheckBox{this};
    else
        button = new QRadioButton{this};
    if (number <= MaxDigit)
        button->setText(QString::number(number));
    button->setAccessibleName(name);
    m_choices->addButton(button, number - 1);
    return button;
}

void QuestionCard::addOption(QGridLayout& grid, const QuestionOption& option, int number)
{
    QAbstractButton* button = makeButton(visibleText(option.label), number);
    button->setObjectName(u"option%1"_s.arg(number));
    button->setEnabled(!option.label.isEmpty());
    button->setAccessibleDescription(visibleText(option.description));
    m_options.push_back(button);
    const int row = grid.rowCount();
    grid.addWidget(button, row, 0, Qt::AlignTop);
    QLabel* label = makeLabel(option.label, this);
    if (option.label.isEmpty())
        m_unnamed.push_back(label);
    label->setTextInteractionFlags(Qt::NoTextInteraction);
    label->installEventFilter(this); // a click on it is one on its button
    label->setProperty("option", number - 1);
    QFont bold = label->font();
    bold.setBold(true);
    label->setFont(bold);
    grid.addWidget(label, row, 1);
    if (!option.description.isEmpty())
        grid.addWidget(makeLabel(option.description, this), row + 1, 1);
}

void QuestionCard::addOther(QGridLayout& grid)
{
    const int row = grid.rowCount();
    m_text = new QLineEdit{this};
    m_text->setObjectName(u"other"_s);
    m_text->setMaxLength(static_cast<int>(MaxAnswerText));
    if (!m_options.empty()) {
        m_other = makeButton({}, static_cast<int>(m_options.size()) + 1);
        m_other->setObjectName(u"chooseOther"_s);
        grid.addWidget(m_other, row, 0);
        grid.addWidget(m_text, row, 1);
        connect(m_other, &QAbstractButton::clicked, m_text, [this](bool isChosen) {
            if (isChosen)
                m_text->setFocus(Qt::OtherFocusReason);
        });
    } else {
        grid.addWidget(m_text, row, 0, 1, 2);
    }
    connect(m_text, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (m_other && !text.trimmed().isEmpty())
            m_other->setChecked(true);
        Q_EMIT changed();
    });
}

bool QuestionCard::hasAmbiguousLabels() const
{
    QSet<QString> labels;
    for (const QuestionOption& option : m_question.options)
        labels += option.label;
    return labels.size() < static_cast<qsizetype>(m_question.options.size());
}

std::optional<decision::Answer> QuestionCard::answer() const
{
    decision::Answer answer;
    for (size_t i = 0; i < m_options.size(); ++i) {
        if (m_options[i]->isChecked())
            answer.chosen += m_question.options[i].label;
    }
    answer.chosen.removeDuplicates();
    const bool takesText = !m_other || m_other->isChecked();
    if (takesText)
        answer.text = m_text->text().trimmed();
    if (takesText ? answer.text.isEmpty() : answer.chosen.isEmpty())
        return std::nullopt;
    return answer;
}

QWidget* QuestionCard::firstField() const
{
    for (QAbstractButton* button : m_options) {
        if (button->isEnabled())
            return button;
    }
    return m_text;
}

void QuestionCard::keyPressEvent(QKeyEvent* event)
{
    const int digit = event->key() - Qt::Key_0;
    const bool isPlain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    QAbstractButton* button =
        isPlain && digit >= 1 && digit <= MaxDigit ? m_choices->button(digit - 1) : nullptr;
    if (!button || !button->isEnabled()) {
        QGroupBox::keyPressEvent(event);
        return;
    }
    button->setFocus(Qt::ShortcutFocusReason);
    button->click();
}

bool QuestionCard::eventFilter(QObject* watched, QEvent* event)
{
    const QVariant option = watched->property("option");
    if (option.isValid() && event->type() == QEvent::MouseButtonRelease) {
        QAbstractButton* button = m_choices->button(option.toInt());
        button->setFocus(Qt::MouseFocusReason);
        button->click();
        return true;
    }
    return QGroupBox::eventFilter(watched, event);
}

} // namespace tocsin
