// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/calls/call_risk.h"

#include <QWidget>

class QCheckBox;

namespace tocsin {

class InlineNote;

/// What is to be known before a call is allowed. A dangerous one has to be confirmed here first.
class RiskBox final : public QWidget
{
    Q_OBJECT
public:
    explicit RiskBox(CallRisk risk, QWidget* parent = nullptr);

    /// Nothing has to be confirmed, or it has been.
    [[nodiscard]] bool isConfirmed() const;
    void reset();
    void setActive(bool isActive);
    void retranslate();

Q_SIGNALS:
    void changed();

private:
    CallRisk m_risk;
    InlineNote* m_reasons;
    QCheckBox* m_confirmation;
};

} // namespace tocsin
