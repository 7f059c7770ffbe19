// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace tocsin {

/// A few words for people, which the desktop shows in its language and an SMS has in English. A value like
/// any other: it can be compared, and stored by its two members.
struct Phrase
{
    /// English, marked with QT_TRANSLATE_NOOP("tocsin::Subject", …), with %1 … %9 for the arguments. Empty
    /// when the words come from outside and have no translation: they are then the only argument.
    QString source{};
    QStringList arguments{};

    /// Words that stay as they are: a command, Claude's question.
    [[nodiscard]] static Phrase verbatim(const QString& words);

    [[nodiscard]] bool isEmpty() const { return source.isEmpty() && arguments.join(QString{}).isEmpty(); }
    [[nodiscard]] QString english() const;
    /// In the language of the installed QTranslator.
    [[nodiscard]] QString translated() const;

    friend bool operator==(const Phrase&, const Phrase&) = default;
};

} // namespace tocsin
