// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>
#include <QPointer>

#include <cstdint>

namespace tocsin {

enum class NoteTone : uint8_t { Hint, Problem };

/// A hint or problem below a field. It is the field's accessible description, and a problem is announced to
/// screen readers when it appears.
class InlineNote : public QLabel
{
    Q_OBJECT
public:
    explicit InlineNote(QWidget* parent = nullptr);

    void describe(QWidget* field) { m_field = field; }
    void say(const QString& text, NoteTone tone = NoteTone::Hint);
    [[nodiscard]] NoteTone tone() const { return m_tone; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void paintTone();

    QPointer<QWidget> m_field;
    NoteTone m_tone{NoteTone::Hint};
};

} // namespace tocsin
