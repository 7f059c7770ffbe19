// SPDX-License-Identifier: MIT
#pragma once

#include <QSpinBox>

namespace tocsin {

/// A time in seconds, shown as "60 s" or "3 min"; a number alone is seconds.
class GraceBox final : public QSpinBox
{
    Q_OBJECT
public:
    explicit GraceBox(QWidget* parent = nullptr);

protected:
    void focusOutEvent(QFocusEvent* event) override;
    [[nodiscard]] QString textFromValue(int seconds) const override;
    [[nodiscard]] int valueFromText(const QString& text) const override;
    [[nodiscard]] QValidator::State validate(QString& text, int& position) const override;
};

} // namespace tocsin
