// SPDX-License-Identifier: MIT
#include "app/requests/body/plan_view.h"

#include "core/claude/calls/visible_text.h"

#include <QHash>
#include <QRegularExpression>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>

#include <algorithm>
#include <vector>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

/// One is enough to say so.
constexpr qsizetype MaxLostWords{20};

struct Replacement
{
    int position;
    int length;
    QString text;
    QTextCharFormat format;
};

/// Of the letters alone.
QTextCharFormat plain(const QTextCharFormat& format)
{
    QTextCharFormat result;
    result.setFontWeight(format.fontWeight());
    result.setFontItalic(format.fontItalic());
    result.setFontFixedPitch(format.fontFixedPitch());
    if (format.hasProperty(QTextFormat::FontFamilies))
        result.setFontFamilies(format.fontFamilies().toStringList());
    result.setFontUnderline(format.isAnchor());
    return result;
}

QStringList wordsOf(const QString& text)
{
    static const QRegularExpression word{u"[\\p{L}\\p{N}]{2,}"_s};
    QStringList words;
    for (auto match = word.globalMatch(text); match.hasNext();)
        words += match.next().captured();
    return words;
}

/// Without spaces between words, emphasis ends one in the source and not on the page.
bool isWithoutSpaces(const QString& word)
{
    return std::any_of(word.begin(), word.end(), [](QChar c) {
        const QChar::Script script = c.script();
        return script == QChar::Script_Han || script == QChar::Script_Hiragana ||
               script == QChar::Script_Katakana || script == QChar::Script_Thai;
    });
}

/// What is more often in `source` than in `page`.
QStringList missingWords(const QString& source, const QString& page)
{
    QHash<QString, int> shown;
    for (const QString& word : wordsOf(page))
        ++shown[word];
    QStringList lost;
    for (const QString& word : wordsOf(source)) {
        const bool isNumber = word.at(0).isDigit(); // of a list
        if (isNumber || --shown[word] >= 0 || (isWithoutSpaces(word) && page.contains(word)))
            continue;
        lost += word;
        if (lost.size() >= MaxLostWords)
            break;
    }
    return lost;
}

/// The language of a code block is no text of the plan.
QString withoutFences(QString markdown)
{
    static const QRegularExpression fence{u"^\\s*(?:```+|~~~+)[ \\t]*[\\w+#.-]*[ \\t]*$"_s,
                                          QRegularExpression::MultilineOption};
    return markdown.remove(fence);
}

} // namespace

PlanView::PlanView(const QString& name, QWidget* parent)
    : QTextBrowser{parent}
{
    setAccessibleName(name);
    setOpenLinks(false);
    setOpenExternalLinks(false);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
    setLayoutDirection(Qt::LeftToRight);
}

void PlanView::setPlan(const QString& markdown)
{
    const QString visible = visibleText(markdown);
    document()->setMarkdown(visible, QTextDocument::MarkdownFeatures{QTextDocument::MarkdownDialectGitHub} |
                                         QTextDocument::MarkdownNoHTML);
    spellOutTargets();
    tameHeadings();
    setTextCursor(QTextCursor{document()}); // a text edit scrolls to it at first
    m_lostWords = missingWords(withoutFences(visible), document()->toPlainText());
}

/// Instead of links and images, which have colours of their own and can be followed.
void PlanView::spellOutTargets()
{
    std::vector<Replacement> replacements;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextFragment fragment = it.fragment();
            const QTextCharFormat format = fragment.charFormat();
            QStringList parts;
            QString text = fragment.text();
            if (format.isImageFormat()) {
                const QTextImageFormat image = format.toImageFormat();
                text = tr("image");
                parts = {image.property(QTextFormat::ImageAltText).toString(), image.name(),
                         image.property(QTextFormat::ImageTitle).toString()};
            }
            if (format.isAnchor())
                parts << format.anchorHref() << format.toolTip();
            parts.removeAll(QString{});
            parts.removeAll(text);
            if (!parts.isEmpty())
                text += u" (%1)"_s.arg(parts.join(u' '));
            if (format.isAnchor() || format.isImageFormat())
                replacements.push_back({fragment.position(), fragment.length(), text, plain(format)});
        }
    }
    QTextCursor cursor{document()};
    for (auto it = replacements.rbegin(); it != replacements.rend(); ++it) {
        cursor.setPosition(it->position);
        cursor.setPosition(it->position + it->length, QTextCursor::KeepAnchor);
        cursor.insertText(it->text, it->format);
    }
}

/// As large as Markdown has them, one heading would fill a small window.
void PlanView::tameHeadings()
{
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const int level = block.blockFormat().headingLevel();
        if (level == 0)
            continue;
        QTextCharFormat format;
        format.setProperty(QTextFormat::FontSizeAdjustment, level == 1 ? 1 : 0);
        QTextCursor cursor{block};
        cursor.select(QTextCursor::BlockUnderCursor);
        cursor.mergeCharFormat(format);
    }
}

QVariant PlanView::loadResource(int /*type*/, const QUrl& /*name*/)
{
    return QByteArray{}; // else it reads files
}

QSize PlanView::sizeHint() const
{
    const int lines = 20;
    return {fontMetrics().averageCharWidth() * 60, fontMetrics().lineSpacing() * lines};
}

QSize PlanView::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 20, fontMetrics().lineSpacing() * 6};
}

} // namespace tocsin
