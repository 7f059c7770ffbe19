// SPDX-License-Identifier: MIT
#pragma once

#include "app/windows/inline_note.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace tocsin {

/// Shown while the person enters the phone number in the browser.
class BrowserPage final : public QWidget
{
    Q_OBJECT
public:
    explicit BrowserPage(QWidget* parent = nullptr);

    void showProblem(const QString& text);
    void forgetProblem();
    void takeFocus();
    void retranslate();

Q_SIGNALS:
    void openAgainWanted();
    void cancelWanted();

private:
    QLabel* m_intro;
    InlineNote* m_note;
    QPushButton* m_cancel;
    QPushButton* m_again;
};

} // namespace tocsin
