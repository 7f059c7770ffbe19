// SPDX-License-Identifier: MIT
#include "core/terminal/prompt_text.h"

#include <algorithm>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

using Kind = TerminalProblem::Kind;

/// hookbridge cuts strings, the longest last; below this it leaves them whole.
constexpr qsizetype ShortestCut{64};

bool isControl(QChar c)
{
    return c != u'\n' && c.category() == QChar::Other_Control; // C0, DEL and C1
}

/// Half a character has no UTF-8.
bool hasLoneSurrogate(const QString& text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i).isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            ++i;
        else if (text.at(i).isSurrogate())
            return true;
    }
    return false;
}

/// An Enter after a backslash is a new line, and in a word that begins so it takes what is offered for it.
bool needsSpace(const QString& text)
{
    const qsizetype begin = 1 + std::max(text.lastIndexOf(u' '), text.lastIndexOf(u'\n'));
    const QChar first = begin < text.size() ? text.at(begin) : QChar{};
    return text.endsWith(u'\\') || first == u'@' || first == u'/';
}

} // namespace

Expected<QString, TerminalProblem> typedPrompt(const QString& text)
{
    QString plain = text;
    plain.replace(u"\r\n"_s, u"\n"_s);
    for (const QChar lineEnd : {QChar{u'\r'}, QChar{0x2028}, QChar{0x2029}})
        plain.replace(lineEnd, u'\n');
    plain.replace(u'\t', u"    "_s);
    plain = plain.trimmed();
    if (plain.isEmpty())
        return Unexpected{TerminalProblem{Kind::EmptyText}};
    if (plain.size() > MaxTypedPrompt)
        return Unexpected{TerminalProblem{Kind::TooLong}};
    if (std::any_of(plain.begin(), plain.end(), isControl) || hasLoneSurrogate(plain))
        return Unexpected{TerminalProblem{Kind::ControlCharacter}};
    // `!` runs a shell command, `/` one of the program's own.
    if (plain.startsWith(u'!') || plain.startsWith(u'/'))
        return Unexpected{TerminalProblem{Kind::CommandText}};
    return needsSpace(plain) ? plain + u' ' : plain;
}

bool isSamePrompt(const QString& typed, const QString& reported)
{
    const auto folded = [](const QString& text) {
        return text.normalized(QString::NormalizationForm_C).simplified();
    };
    const QString whole = folded(typed);
    const QString seen = folded(reported);
    // Of what was cut the last character may be another one.
    return whole == seen || (seen.size() > ShortestCut && whole.startsWith(seen.chopped(2)));
}

} // namespace tocsin
