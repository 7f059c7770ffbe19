// SPDX-License-Identifier: MIT
#pragma once

#include "app/windows/inline_note.h"
#include "core/base/clock.h"

#include <QDateTime>
#include <QTimer>
#include <QWidget>

#include <chrono>

class QLabel;
class QLineEdit;
class QPushButton;

namespace tocsin {

/// Second page of the login: the pairing code, its remaining time and attempts, and the alternatives.
class CodePage final : public QWidget
{
    Q_OBJECT
public:
    /// A text takes a moment to arrive, and a new code invalidates the last one.
    static constexpr std::chrono::seconds ResendPause{30};

    /// `clock` outlives the page.
    explicit CodePage(const Clock& clock, QWidget* parent = nullptr);

    /// A new code was texted to `maskedPhone`.
    void codeSent(const QString& maskedPhone, const QDateTime& expiresAt);
    /// A server on this computer may write the code to its terminal.
    void setServerIsHere(bool isHere);
    /// It does write it there, and sends no text.
    void setServerPrints(bool isPrinted);
    void setAttemptsLeft(int attempts);
    /// As PhonePage::setWaiting().
    void setWaiting(const QString& why);
    /// Selects the typed code, so that the next digit replaces it.
    void showProblem(const QString& text);
    /// Why the text with this code will not come, below the field; a new one can be sent at once. What is
    /// typed and the focus stay as they are. Empty: nothing is wrong.
    void setUndelivered(const QString& why);
    /// The code is no longer valid; a new one can be sent at once.
    void codeExpired();
    /// The code is no longer needed.
    void forget();
    void takeFocus();
    void retranslate();

Q_SIGNALS:
    void codeEntered(const QString& code);
    void resendWanted();
    /// Every second while the page is seen and a code is awaited.
    void waiting();
    void otherNumberWanted();
    void closeWanted();

private:
    void buildLayout();
    void tidyCode();
    void sayIntro();
    void sayHint();
    void refresh();
    [[nodiscard]] bool expired() const;

    const Clock& m_clock;
    QLabel* m_intro;
    QLabel* m_label;
    QLineEdit* m_code;
    InlineNote* m_note;
    QLabel* m_time;
    QPushButton* m_resend;
    QPushButton* m_otherNumber;
    QPushButton* m_close;
    QPushButton* m_submit;
    QTimer m_tick;
    bool m_isServerHere{false};
    bool m_isPrinted{false};
    QString m_phone;
    QDateTime m_expiresAt;
    std::chrono::milliseconds m_sentAt{0};
    QString m_undelivered;
    int m_attemptsLeft{5};
    bool m_waiting{false};
};

} // namespace tocsin
