// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QWidget>

class QLabel;
class QPushButton;

namespace tocsin {

/// Last page of the login: where texts go, and what to do next.
class DonePage final : public QWidget
{
    Q_OBJECT
public:
    explicit DonePage(QWidget* parent = nullptr);

    /// `maskedPhone` may be empty. `newSessions`: new sessions get texts without being asked for.
    void showLogin(const QString& maskedPhone, bool newSessions);
    void takeFocus();
    void retranslate();

Q_SIGNALS:
    void logOutWanted();
    void closeWanted();

private:
    QLabel* m_headline;
    QLabel* m_next;
    QPushButton* m_logOut;
    QPushButton* m_close;
    QString m_phone;
    bool m_newSessions{true};
};

} // namespace tocsin
