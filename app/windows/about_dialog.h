// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

class QDialogButtonBox;
class QLabel;

namespace tocsin {

/// What this program is, whose, and what it does with what it sees.
class AboutDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit AboutDialog(QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool event(QEvent* event) override;

private:
    void retranslate();

    QLabel* m_icon;
    QLabel* m_name;
    QLabel* m_what;
    QLabel* m_privacy;
    QLabel* m_license;
    QLabel* m_link;
    QDialogButtonBox* m_buttons;
};

} // namespace tocsin
