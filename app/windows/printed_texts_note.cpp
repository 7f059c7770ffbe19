// SPDX-License-Identifier: MIT
#include "app/windows/printed_texts_note.h"

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

PrintedTextsNote::PrintedTextsNote(Ask ask, QWidget* parent)
    : InlineNote{parent}
    , m_ask{std::move(ask)}
{
    setObjectName(u"printedTexts"_s);
    hide();
    retranslate();
}

PrintedTextsNote::~PrintedTextsNote() = default;

void PrintedTextsNote::ask()
{
    if (!m_ask)
        return;
    m_question = std::make_unique<QObject>();
    m_ask(m_question.get(), [this](bool isPrinted) { setPrinted(isPrinted); });
}

void PrintedTextsNote::forget()
{
    m_question.reset();
    setPrinted(false);
}

void PrintedTextsNote::setPrinted(bool isPrinted)
{
    if (isPrinted == std::exchange(m_isPrinted, isPrinted))
        return;
    setVisible(isPrinted);
    Q_EMIT isPrintedChanged();
}

void PrintedTextsNote::retranslate()
{
    say(tr("This server prints texts on its console and sends none."));
}

} // namespace tocsin
