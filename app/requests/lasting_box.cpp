// SPDX-License-Identifier: MIT
#include "app/requests/lasting_box.h"

#include "app/windows/inline_note.h"
#include "core/claude/calls/visible_text.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// UTF-16 units of all rules together, as they are shown.
constexpr qsizetype MaxShown{400};

QStringList shown(const QStringList& rules)
{
    QStringList texts;
    for (const QString& rule : rules)
        texts += visibleText(rule).replace(u'\n', u'⏎');
    return texts.join(QString{}).size() > MaxShown ? QStringList{} : texts;
}

} // namespace

LastingBox::LastingBox(const QStringList& rules, QWidget* parent)
    : QWidget{parent}
    , m_rules{shown(rules)}
    , m_choice{new QCheckBox{this}}
    , m_note{new InlineNote{this}}
{
    m_choice->setObjectName(u"lasts"_s);
    m_note->setObjectName(u"rules"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->describe(m_choice);
    auto* lines = new QVBoxLayout{this};
    lines->setContentsMargins({});
    lines->addWidget(m_choice);
    lines->addWidget(m_note);
    setOffered(true);
    connect(m_choice, &QCheckBox::toggled, this, &LastingBox::changed);
    retranslate();
}

bool LastingBox::isChosen() const
{
    return m_isOffered && !m_rules.isEmpty() && m_choice->isChecked();
}

void LastingBox::setOffered(bool isOffered)
{
    m_isOffered = isOffered;
    setVisible(isOffered && !m_rules.isEmpty());
}

void LastingBox::reset()
{
    m_choice->setChecked(false);
}

void LastingBox::setActive(bool isActive)
{
    m_choice->setEnabled(isActive);
}

void LastingBox::retranslate()
{
    m_choice->setText(tr("Don’t ask a&gain in this project"));
    //: %1 is a list of rules of Claude Code, such as: Bash(npm run *)
    m_note->say(tr("Allows all that these rules cover: %1").arg(m_rules.join(u"  ·  "_s)));
}

} // namespace tocsin
