// SPDX-License-Identifier: MIT
#include "app/requests/answer_buttons.h"

#include "app/requests/act_button.h"
#include "app/requests/flow_layout.h"

#include <QStyle>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

QList<Act> actsOf(RequestKind kind)
{
    if (kind == RequestKind::Plan)
        return {Act::Accept, Act::KeepPlanning, Act::DenyAndStop, Act::DenyAll};
    return {Act::Accept, Act::Deny, Act::DenyAndStop, Act::DenyAll};
}

QString nameOf(Act act)
{
    switch (act) {
    case Act::Accept:
        return u"accept"_s;
    case Act::KeepPlanning:
        return u"keepPlanning"_s;
    case Act::Deny:
        return u"deny"_s;
    case Act::DenyAndStop:
        return u"denyAndStop"_s;
    case Act::DenyAll:
        return u"denyAll"_s;
    }
    return {};
}

} // namespace

AnswerButtons::AnswerButtons(RequestKind kind, QWidget* parent)
    : QWidget{parent}
    , m_kind{kind}
{
    auto* flow = new FlowLayout{this};
    flow->setContentsMargins({});
    flow->setSpacing(style()->pixelMetric(QStyle::PM_LayoutHorizontalSpacing));
    for (const Act act : actsOf(kind)) {
        auto* button = new ActButton{this};
        button->setObjectName(nameOf(act));
        button->setEnabled(false);
        connect(button, &QPushButton::clicked, this, [this, act] { Q_EMIT chosen(act); });
        flow->addWidget(button);
        m_buttons.emplace(act, button);
    }
    QSizePolicy policy{QSizePolicy::Preferred, QSizePolicy::Minimum};
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    retranslate();
}

void AnswerButtons::setUsable(Act act, bool isUsable)
{
    if (const auto found = m_buttons.find(act); found != m_buttons.end())
        found->second->setEnabled(isUsable);
}

void AnswerButtons::setLasts(bool lasts)
{
    if (lasts == m_lasts)
        return;
    m_lasts = lasts;
    retranslate();
}

void AnswerButtons::retranslate()
{
    for (const auto& [act, button] : m_buttons)
        button->setText(textOf(act));
}

QString AnswerButtons::textOf(Act act) const
{
    switch (act) {
    case Act::Accept:
        if (m_kind == RequestKind::Tool)
            return m_lasts ? tr("&Always Allow") : tr("&Allow Once");
        if (m_kind == RequestKind::Questions)
            return tr("&Answer");
        return m_lasts ? tr("&Approve and Accept Edits") : tr("&Approve Plan");
    case Act::KeepPlanning:
        return tr("&Keep Planning");
    case Act::Deny:
        return tr("&Deny");
    case Act::DenyAndStop:
        return tr("Deny and &Stop");
    case Act::DenyAll:
        return tr("Deny A&ll of This Session");
    }
    return {};
}

} // namespace tocsin
