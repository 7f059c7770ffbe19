// SPDX-License-Identifier: MIT
#pragma once

#include "core/settings/setting_table.h"

#include <QVariant>
#include <QWidget>

class QAbstractButton;
class QBoxLayout;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace tocsin {

class InlineNote;

/// One row of the setting table in a window: a label, the editor that its kind needs, and for texts a line
/// below with the hint or what is wrong. The editor's object name is the row's key.
class SettingField final : public QWidget
{
    Q_OBJECT
public:
    /// A row of one of the kinds up to Patterns; the others have editors of their own (AlertsPage).
    explicit SettingField(const SettingRow& row, QWidget* parent = nullptr);

    [[nodiscard]] Setting setting() const { return m_row.setting; }
    [[nodiscard]] QVariant value() const;
    void setValue(const QVariant& value);
    /// The value comes from the row's variable: it can be seen, but not changed.
    void setFromEnvironment(bool isFromEnvironment);

    /// Its variable is set to something that cannot be used: says so below the field.
    void setVariableIgnored(bool isIgnored);

    /// What is wrong with what was entered, for people; empty when it can be used.
    [[nodiscard]] QString problem() const;
    /// Below the field, instead of its hint; empty: the hint again.
    void setRemark(const QString& remark);
    void retranslate();
    /// In the order of the Tab key.
    [[nodiscard]] QList<QWidget*> editors() const;

Q_SIGNALS:
    void edited();

private:
    void buildSwitch();
    void buildNumber();
    void alignNumber();
    void buildLanguage();
    void buildLine();
    void buildPatterns();
    void addWithLabelAbove(QWidget* editor);
    [[nodiscard]] QString hint() const;
    void showNote();
    void chooseFile();

    const SettingRow& m_row;
    bool m_isFromEnvironment{false};
    bool m_isVariableIgnored{false};
    bool m_isTyping{false}; ///< what is not finished is not wrong yet
    QString m_remark;
    QBoxLayout* m_layout;
    QLabel* m_label{nullptr};
    QWidget* m_editor{nullptr};
    QCheckBox* m_switch{nullptr};
    QSpinBox* m_number{nullptr};
    QComboBox* m_language{nullptr};
    QLineEdit* m_line{nullptr};
    QPlainTextEdit* m_patterns{nullptr};
    QAbstractButton* m_choose{nullptr};
    InlineNote* m_note;
};

} // namespace tocsin
