// SPDX-License-Identifier: MIT
#pragma once

#include "core/decisions/decision.h"

#include <QGroupBox>

#include <optional>
#include <vector>

class QAbstractButton;
class QButtonGroup;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace tocsin {

class InlineNote;

/// One question: its options, and a field for other words. A digit chooses the option with that number.
class QuestionCard final : public QGroupBox
{
    Q_OBJECT
public:
    /// `number` and `count`: which of how many questions, from 1.
    QuestionCard(AskedQuestion question, int number, int count, QWidget* parent = nullptr);

    /// Nothing while the answer is not complete.
    [[nodiscard]] std::optional<decision::Answer> answer() const;
    /// Where the keyboard begins.
    [[nodiscard]] QWidget* firstField() const;
    void retranslate();

Q_SIGNALS:
    void changed();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void addOption(QGridLayout& grid, const QuestionOption& option, int number);
    void addOther(QGridLayout& grid);
    [[nodiscard]] QAbstractButton* makeButton(const QString& name, int number);
    [[nodiscard]] bool hasAmbiguousLabels() const;
    [[nodiscard]] QString header() const;

    AskedQuestion m_question;
    int m_number;
    int m_count;
    QButtonGroup* m_choices; ///< an id is the option's index
    std::vector<QAbstractButton*> m_options;
    std::vector<QLabel*> m_unnamed;    ///< of options without a label
    InlineNote* m_ambiguous{nullptr};  ///< none if all labels differ
    QAbstractButton* m_other{nullptr}; ///< none when there are no options
    QLineEdit* m_text{nullptr};
};

} // namespace tocsin
