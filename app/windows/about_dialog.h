// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

#include <functional>

class QDialogButtonBox;
class QLabel;
class QPushButton;

namespace tocsin {

/// Version, purpose, privacy and license.
class AboutDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `diagnostics`: the text that a button copies for a bug report; without it there is no button.
    explicit AboutDialog(std::function<QString()> diagnostics = {}, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool event(QEvent* event) override;

private:
    void retranslate();
    void copyDiagnostics();

    QLabel* m_icon;
    QLabel* m_name;
    QLabel* m_what;
    QLabel* m_privacy;
    QLabel* m_license;
    QLabel* m_link;
    QDialogButtonBox* m_buttons;
    QPushButton* m_copy;
    std::function<QString()> m_diagnostics;
};

} // namespace tocsin
