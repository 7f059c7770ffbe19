// SPDX-License-Identifier: MIT
#include "app/requests/body/built_body.h"

#include "app/requests/body/body_column.h"

#include <QEvent>

namespace tocsin {

BuiltBody::BuiltBody(QWidget* parent)
    : RequestBody{parent}
{
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
}

void BuiltBody::rebuild()
{
    delete m_content;
    m_content = new QWidget{this};
    static_cast<QVBoxLayout*>(layout())->insertWidget(0, m_content, 1);
    BodyColumn column{*m_content};
    build(column);
}

void BuiltBody::changeEvent(QEvent* event)
{
    RequestBody::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_content)
        rebuild();
}

} // namespace tocsin
