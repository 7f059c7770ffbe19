// SPDX-License-Identifier: MIT
#include "app/windows/inline_note.h"

#include "app/spoken/announcement.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>

namespace tocsin {

namespace {

// Both have a contrast of at least 4.5:1 with the usual window colours.
QColor toneColor(NoteTone tone, const QPalette& palette)
{
    const bool dark = palette.color(QPalette::Window).lightness() < 128;
    if (tone == NoteTone::Hint)
        return palette.color(QPalette::WindowText);
    return dark ? QColor{0xff, 0x9d, 0x94} : QColor{0xa8, 0x1c, 0x16};
}

} // namespace

InlineNote::InlineNote(QWidget* parent)
    : QLabel{parent}
{
    setTextFormat(Qt::PlainText); // a message may contain text from a server
    setWordWrap(true);
}

void InlineNote::say(const QString& text, NoteTone tone)
{
    const bool changed = text != this->text() || tone != m_tone;
    m_tone = tone;
    setText(text);
    paintTone();
    if (m_field)
        m_field->setAccessibleDescription(text);
    if (!changed || tone != NoteTone::Problem || text.isEmpty())
        return;
    QAccessibleEvent alert{this, QAccessible::Alert};
    QAccessible::updateAccessibility(&alert);
    announce(*this, text); // Orca 43 does not say the new description of a field
}

void InlineNote::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange || event->type() == QEvent::PaletteChange)
        paintTone();
}

void InlineNote::paintTone()
{
    // From the parent: this label's own palette already has a tone.
    const QPalette base = parentWidget() ? parentWidget()->palette() : QApplication::palette();
    QPalette toned = palette();
    const QColor color = toneColor(m_tone, base);
    if (toned.color(QPalette::WindowText) == color)
        return;
    toned.setColor(QPalette::WindowText, color);
    setPalette(toned);
}

} // namespace tocsin
