// SPDX-License-Identifier: MIT
#pragma once

#include "core/settings/setting_table.h"

#include <QVariant>
#include <QWidget>

#include <vector>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;

namespace tocsin {

class GraceBox;

/// What a person chooses for each topic: a row for each, a column for each choice. An editor's object name is
/// the key of its setting.
class AlertTable final : public QWidget
{
    Q_OBJECT
public:
    explicit AlertTable(QWidget* parent = nullptr);

    /// Of a setting with a topic.
    [[nodiscard]] QVariant value(Setting setting) const;
    void setValue(Setting setting, const QVariant& value);
    void retranslate();
    /// In the order of the Tab key.
    [[nodiscard]] QList<QWidget*> editors() const;

Q_SIGNALS:
    void edited();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Line
    {
        QLabel* name;
        QCheckBox* notification;
        QCheckBox* sound;
        QComboBox* text;
        GraceBox* grace;
        QCheckBox* duringQuietHours;
    };

    [[nodiscard]] Line addLine(AlertTopic topic, QGridLayout& grid);
    [[nodiscard]] QCheckBox* addBox(AlertTopic topic, AlertChoice choice, QGridLayout& grid);
    void place(QWidget& editor, AlertTopic topic, AlertChoice choice, QGridLayout& grid);
    void enableDependents();
    void fitLabels();
    [[nodiscard]] QWidget* editor(Setting setting) const;

    std::vector<QLabel*> m_headers; ///< in the order of AlertChoices
    std::vector<Line> m_lines;      ///< in the order of AlertTopics
};

} // namespace tocsin
