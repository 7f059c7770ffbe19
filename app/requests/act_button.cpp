// SPDX-License-Identifier: MIT
#include "app/requests/act_button.h"

#include <QKeyEvent>

namespace tocsin {

ActButton::ActButton(QWidget* parent)
    : QPushButton{parent}
{
    setAutoDefault(false);
    setDefault(false);
}

void ActButton::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        event->accept();
    else
        QPushButton::keyPressEvent(event);
}

} // namespace tocsin
