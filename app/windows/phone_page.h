// SPDX-License-Identifier: MIT
#pragma once

#include "app/windows/inline_note.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace tocsin {

/// First page of the login: the phone number.
class PhonePage final : public QWidget
{
    Q_OBJECT
public:
    explicit PhonePage(QWidget* parent = nullptr);

    /// While waiting nothing can be entered; `why` says for what. Empty: ready for a number.
    void setWaiting(const QString& why);
    void showProblem(const QString& text);
    /// Together with a problem that the settings may cure; goes with the next change.
    void offerSettings();
    /// The number is not needed any more.
    void forget();
    /// The page comes to the front: keyboard to the field, Enter to the button.
    void takeFocus();
    void retranslate();

Q_SIGNALS:
    /// A valid number, in E.164.
    void codeWanted(const QString& phone);
    void browserWanted();
    void closeWanted();
    void settingsWanted();

private:
    void check();
    [[nodiscard]] QString hint() const;

    QLabel* m_intro;
    QLabel* m_label;
    QLineEdit* m_phone;
    InlineNote* m_note;
    QPushButton* m_settings;
    QPushButton* m_browser;
    QPushButton* m_close;
    QPushButton* m_send;
    bool m_waiting{false};
};

} // namespace tocsin
