// SPDX-License-Identifier: MIT
#pragma once

#include <QDateTime>
#include <QString>
#include <QWidget>

class QLabel;
class QPushButton;

namespace tocsin {

/// Last page of the login: who is logged in, until when, and what to do now.
class DonePage final : public QWidget
{
    Q_OBJECT
public:
    explicit DonePage(QWidget* parent = nullptr);

    void showLogin(const QString& maskedPhone, const QDateTime& until, const QDateTime& nowUtc);
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
    QDateTime m_until;
    QDateTime m_now;
};

} // namespace tocsin
