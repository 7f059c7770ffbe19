// SPDX-License-Identifier: MIT
#pragma once

#include <QPushButton>

namespace tocsin {

/// A button that the Return key never presses: some desktops let it press the button with the focus.
class ActButton final : public QPushButton
{
    Q_OBJECT
public:
    explicit ActButton(QWidget* parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent* event) override;
};

} // namespace tocsin
