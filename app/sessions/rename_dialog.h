// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <QString>

class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace tocsin {

/// Asks for another name for a session. Not modal: requests are answered meanwhile. Deletes itself when it is
/// closed.
class RenameDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `name` is what the session is called now.
    RenameDialog(QString sessionId, const QString& name, QWidget* parent = nullptr);

    [[nodiscard]] const QString& sessionId() const { return m_sessionId; }

Q_SIGNALS:
    /// Never empty.
    void renamed(const QString& name);

protected:
    void changeEvent(QEvent* event) override;

private:
    void rename();
    void updateButton();
    void retranslate();

    QString m_sessionId;
    QLabel* m_label;
    QLineEdit* m_name;
    QDialogButtonBox* m_buttons;
    QPushButton* m_rename;
    QPushButton* m_cancel;
};

} // namespace tocsin
