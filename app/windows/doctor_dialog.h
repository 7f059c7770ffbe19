// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/replies.h"

#include <QDialog>
#include <QList>

#include <functional>

class QPushButton;
class QTextBrowser;

namespace tocsin {

class InlineNote;

/// What `tocsin doctor` says, for the window: each check with its state in words, and how to mend what does
/// not work. What needs attention comes first. Checks again each time it is opened.
class DoctorDialog final : public QDialog
{
    Q_OBJECT
public:
    using Done = std::function<void(const QList<ipc::Check>&)>;
    /// Calls `done` once, perhaps from within, perhaps after the dialog has gone.
    using Examine = std::function<void(const Done& done)>;

    explicit DoctorDialog(Examine examine, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    bool event(QEvent* event) override;

private:
    void check();
    void take(const QList<ipc::Check>& checks);
    void copy();
    void showChecks();
    void showSummary();
    void addMarks();
    void retranslate();

    Examine m_examine;
    QList<ipc::Check> m_checks; ///< as they are shown
    bool m_isChecking{false};
    // In the order of the Tab key.
    InlineNote* m_summary;
    QTextBrowser* m_report;
    QPushButton* m_again;
    QPushButton* m_copy;
    QPushButton* m_close;
};

} // namespace tocsin
