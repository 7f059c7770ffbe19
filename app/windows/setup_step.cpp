// SPDX-License-Identifier: MIT
#include "app/windows/setup_step.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

namespace tocsin {

using namespace Qt::StringLiterals;

SetupStep::SetupStep(const QString& name, QWidget* parent)
    : QWidget{parent}
    , m_headline{new QLabel{this}}
    , m_note{new InlineNote{this}}
    , m_button{new QPushButton{this}}
{
    m_headline->setObjectName(name + u"Headline"_s);
    m_note->setObjectName(name + u"Note"_s);
    m_button->setObjectName(name);
    m_button->setAutoDefault(false);
    QFont bold = font();
    bold.setBold(true);
    m_headline->setFont(bold);
    m_headline->setWordWrap(true);
    m_headline->setTextFormat(Qt::PlainText);
    m_note->describe(m_button);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->hide();

    auto* layout = new QGridLayout{this};
    layout->setContentsMargins({});
    layout->addWidget(m_headline, 0, 0);
    layout->addWidget(m_note, 1, 0);
    layout->addWidget(m_button, 0, 1, 2, 1, Qt::AlignTop);
    layout->setColumnStretch(0, 1);
    layout->setRowStretch(1, 1);
    layout->setHorizontalSpacing(16);
    layout->setVerticalSpacing(4);
}

void SetupStep::setHeadline(const QString& text)
{
    m_headline->setText(text);
}

void SetupStep::say(const QString& text, NoteTone tone)
{
    m_note->say(text, tone);
    m_note->setVisible(!text.isEmpty());
}

} // namespace tocsin
