// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/desktop/throttle_intervals.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QSpinBox;

namespace tocsin {

/// For how long a session's notifications of a kind are gathered into one: a number of seconds for each kind.
class ThrottleFields final : public QWidget
{
    Q_OBJECT
public:
    explicit ThrottleFields(QWidget* parent = nullptr);

    void setPauses(const ThrottleIntervals& pauses);
    [[nodiscard]] ThrottleIntervals pauses() const;
    void retranslate();

private:
    struct Field
    {
        QLabel* label{nullptr};
        QSpinBox* seconds{nullptr};
    };
    [[nodiscard]] Field addField(QGridLayout& grid, const QString& name);

    QLabel* m_heading;
    Field m_error;
    Field m_done;
    Field m_waiting;
};

} // namespace tocsin
