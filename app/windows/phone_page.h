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

    /// Blocks input while waiting; `why` is shown. Empty: ready for a number.
    void setWaiting(const QString& why);
    void showProblem(const QString& text);
    /// Shows the button to the settings, until the next change.
    void offerSettings();
    /// The number is no longer needed.
    void forget();
    /// Focus to the field; Enter presses the button.
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
    [[nodiscard]] static QString exampleNumber();
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
