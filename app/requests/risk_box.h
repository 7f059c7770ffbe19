// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/calls/call_risk.h"

#include <QWidget>

class QCheckBox;

namespace tocsin {

class InlineNote;

/// A call between what is to be known before it is allowed and, if it is dangerous, the confirmation that it
/// was read.
class RiskBox final : public QWidget
{
    Q_OBJECT
public:
    /// Takes `call` as its child. Ordinary at first.
    explicit RiskBox(QWidget* call, QWidget* parent = nullptr);

    [[nodiscard]] RiskLevel level() const { return m_risk.level; }
    /// False if it was the same.
    bool setRisk(const CallRisk& risk);
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
