// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/body/code_view.h"
#include "app/windows/inline_note.h"
#include "core/claude/calls/call_view.h"

#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

#include <vector>

namespace tocsin {

/// `text` for a label: hidden characters made visible, and able to wrap within long words.
[[nodiscard]] QString labelText(const QString& text);
/// A label of plain text that wraps and can be selected.
[[nodiscard]] QLabel* makeLabel(const QString& text, QWidget* parent);

/// Fills a widget from top to bottom with captions, texts and notes.
class BodyColumn final
{
    Q_DECLARE_TR_FUNCTIONS(tocsin::BodyColumn)
public:
    explicit BodyColumn(QWidget& body);

    /// Parent of what is added.
    [[nodiscard]] QWidget* parent() const { return &m_body; }
    void add(QWidget* widget, int stretch = 0) { m_layout->addWidget(widget, stretch); }
    void addCaption(const QString& text);
    CodeView* addText(const QString& caption, const QString& text,
                      CodeView::Letters letters = CodeView::Letters::Fixed, int stretch = 0);
    InlineNote* addNote(const QString& text, NoteTone tone = NoteTone::Hint);
    /// All of them; as one JSON document when their names are too long for captions.
    void addFields(const QJsonObject& fields);
    /// Says so if one of `texts` has characters that are shown in another way; else null.
    InlineNote* addHiddenNote(const QStringList& texts);
    [[nodiscard]] static QString hiddenText();
    /// Says so if one of `texts` has letters that are written from right to left: what stands between them is
    /// shown in another order than it is run.
    void addDirectionNote(const QStringList& texts);
    /// Keeps what was added at the top.
    void fill() { m_layout->addStretch(); }

private:
    QWidget& m_body;
    QVBoxLayout* m_layout;
};

/// Every string in `value`, names of fields too.
[[nodiscard]] QStringList stringsIn(const QJsonValue& value);

} // namespace tocsin
