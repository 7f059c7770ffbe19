// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>
#include <QWidget>

class QCheckBox;

namespace tocsin {

class InlineNote;

/// Offers to allow later calls too, and shows the rules that would cover them.
class LastingBox final : public QWidget
{
    Q_OBJECT
public:
    /// Without rules, or with more of them than are read with care: not visible, and never chosen.
    explicit LastingBox(const QStringList& rules, QWidget* parent = nullptr);

    [[nodiscard]] bool isChosen() const;
    /// With `isOffered` false as if there were no rules.
    void setOffered(bool isOffered);
    void reset();
    void setActive(bool isActive);
    void retranslate();

Q_SIGNALS:
    void changed();

private:
    QStringList m_rules;
    bool m_isOffered{true};
    QCheckBox* m_choice;
    InlineNote* m_note;
};

} // namespace tocsin
