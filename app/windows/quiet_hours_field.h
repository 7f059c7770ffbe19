// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

class QCheckBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QTimeEdit;

namespace tocsin {

/// The quiet hours of a week: for each weekday whether, from when and until when.
class QuietHoursField final : public QWidget
{
    Q_OBJECT
public:
    explicit QuietHoursField(QWidget* parent = nullptr);

    /// As QuietHours::toStrings().
    [[nodiscard]] QStringList value() const;
    void setValue(const QStringList& spans);
    void retranslate();
    /// In the order of the Tab key.
    [[nodiscard]] QList<QWidget*> editors() const;

Q_SIGNALS:
    void edited();

private:
    struct Line
    {
        QCheckBox* day;
        QTimeEdit* from;
        QLabel* until;
        QTimeEdit* to;
    };

    [[nodiscard]] Line addLine(int day, QGridLayout& grid);
    void copyFirst();

    QLabel* m_title;
    QLabel* m_hint;
    std::vector<Line> m_lines; ///< Monday first
    QPushButton* m_copy;
};

} // namespace tocsin
