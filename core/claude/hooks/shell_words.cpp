// SPDX-License-Identifier: MIT
#include "core/claude/hooks/shell_words.h"

#include <QRegularExpression>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

class ShellLexer final
{
public:
    explicit ShellLexer(const QString& text)
        : m_text{text}
    {}

    std::vector<ShellCommand> commands()
    {
        while (m_at < m_text.size())
            takeOne();
        endCommand(ShellSeparator::Sequence);
        return std::move(m_commands);
    }

private:
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text.at(m_at + ahead) : QChar{};
    }

    void takeOne()
    {
        const QChar c = m_text.at(m_at++);
        if (c == u'\'' || c == u'"')
            takeQuoted(c);
        else if (c == u'\\')
            takeEscaped();
        else if (c == u'#' && !m_isInWord)
            skipLine();
        else if (c == u'\n' || c == u';' || c == u'(' || c == u')' || c == u'`')
            endCommand(ShellSeparator::Sequence);
        else if (c.isSpace())
            endWord();
        else if (c == u'|' || (c == u'&' && !isRedirection()))
            takeOperator(c);
        else
            add(c);
    }

    void takeQuoted(QChar quote)
    {
        m_isInWord = true;
        while (m_at < m_text.size() && m_text.at(m_at) != quote) {
            if (quote == u'"' && m_text.at(m_at) == u'\\' && m_at + 1 < m_text.size())
                ++m_at;
            m_word += m_text.at(m_at++);
        }
        ++m_at;
    }

    void takeEscaped()
    {
        const QChar c = peek();
        ++m_at;
        if (c != u'\n' && !c.isNull()) // an escaped line end joins two lines
            add(c);
    }

    void skipLine()
    {
        while (m_at < m_text.size() && m_text.at(m_at) != u'\n')
            ++m_at;
    }

    /// `2>&1` and `&>file`.
    [[nodiscard]] bool isRedirection() const { return peek() == u'>' || m_word.endsWith(u'>'); }

    void takeOperator(QChar c)
    {
        const bool isDouble = peek() == c;
        if (isDouble || (c == u'|' && peek() == u'&'))
            ++m_at;
        if (isDouble)
            endCommand(ShellSeparator::Sequence);
        else
            endCommand(c == u'|' ? ShellSeparator::Pipe : ShellSeparator::Background);
    }

    void add(QChar c)
    {
        m_isInWord = true;
        m_word += c;
    }

    void endWord()
    {
        if (m_isInWord)
            m_words += m_word;
        m_word.clear();
        m_isInWord = false;
    }

    void endCommand(ShellSeparator end)
    {
        endWord();
        QStringList words;
        bool isTarget{false};
        static const QRegularExpression redirection{u"^(?:[0-9]*|&)[<>]+[&|]?(.*)$"_s};
        for (const QString& word : m_words) {
            const QRegularExpressionMatch match = redirection.match(word);
            if (match.hasMatch())
                isTarget = match.captured(1).isEmpty();
            else if (isTarget)
                isTarget = false;
            else
                words += word;
        }
        if (!words.isEmpty())
            m_commands.push_back({.words = words, .end = end});
        m_words.clear();
    }

    const QString& m_text;
    qsizetype m_at{0};
    QString m_word{};
    bool m_isInWord{false};
    QStringList m_words{};
    std::vector<ShellCommand> m_commands{};
};

} // namespace

std::vector<ShellCommand> shellCommands(const QString& commandLine)
{
    static const QRegularExpression hereDocument{
        u"<<-?[ \\t]*(['\"]?)(\\w+)\\1([^\\n]*)\\n(?:.*?\\n)?[ \\t]*\\2(?=\\n|$)"_s,
        QRegularExpression::DotMatchesEverythingOption};
    QString text = commandLine;
    text.replace(hereDocument, u"\\3"_s);
    return ShellLexer{text}.commands();
}

} // namespace tocsin
