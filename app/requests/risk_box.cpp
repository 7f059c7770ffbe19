// SPDX-License-Identifier: MIT
#include "app/requests/risk_box.h"

#include "app/requests/request_text.h"
#include "app/windows/inline_note.h"

#include <QCheckBox>
#include <QVBoxLayout>

namespace tocsin {

using namespace Qt::StringLiterals;

RiskBox::RiskBox(QWidget* call, QWidget* parent)
    : QWidget{parent}
    , m_reasons{new InlineNote{this}}
    , m_confirmation{nullptr}
{
    call->setParent(this);
    m_confirmation = new QCheckBox{this}; // after the call in the order of the Tab key
    m_reasons->setObjectName(u"risks"_s);
    m_reasons->describe(m_confirmation);
    m_confirmation->setObjectName(u"confirmation"_s);
    auto* lines = new QVBoxLayout{this};
    lines->setContentsMargins({});
    lines->addWidget(m_reasons);
    lines->addWidget(call, 1);
    lines->addWidget(m_confirmation);
    connect(m_confirmation, &QCheckBox::toggled, this, &RiskBox::changed);
    retranslate();
}

bool RiskBox::setRisk(const CallRisk& risk)
{
    if (risk == m_risk)
        return false;
    m_risk = risk;
    reset();
    retranslate();
    return true;
}

bool RiskBox::isConfirmed() const
{
    return m_risk.level != RiskLevel::Dangerous || m_confirmation->isChecked();
}

void RiskBox::reset()
{
    m_confirmation->setChecked(false);
}

void RiskBox::setActive(bool isActive)
{
    m_confirmation->setEnabled(isActive);
}

void RiskBox::retranslate()
{
    QStringList reasons;
    for (const RiskSign sign : m_risk.signs)
        reasons += riskText(sign);
    const bool isDangerous = m_risk.level == RiskLevel::Dangerous;
    if (isDangerous)
        reasons.prepend(tr("This call can do harm."));
    m_reasons->setVisible(!reasons.isEmpty());
    m_confirmation->setVisible(isDangerous);
    m_reasons->say(reasons.join(u' '), isDangerous ? NoteTone::Problem : NoteTone::Hint);
    m_confirmation->setText(tr("I have &read the whole call"));
}

} // namespace tocsin
