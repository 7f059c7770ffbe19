// SPDX-License-Identifier: MIT
#pragma once

#include "app/windows/inline_note.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace tocsin {

/// One line of the first window: how something stands, and the button that goes on with it.
class SetupStep final : public QWidget
{
    Q_OBJECT
public:
    /// `name` is that of its button.
    explicit SetupStep(const QString& name, QWidget* parent = nullptr);

    void setHeadline(const QString& text);
    /// Below the headline; hidden while it is empty.
    void say(const QString& text, NoteTone tone = NoteTone::Hint);
    [[nodiscard]] QPushButton& button() { return *m_button; }

private:
    QLabel* m_headline;
    InlineNote* m_note;
    QPushButton* m_button;
};

} // namespace tocsin
