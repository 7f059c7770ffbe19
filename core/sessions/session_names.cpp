// SPDX-License-Identifier: MIT
#include "core/sessions/session_names.h"

#include "core/base/text.h"

#include <QDir>
#include <QFileInfo>
#include <QSet>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MaxPromptName{60};

bool isOfOneFolder(const Session& session, const Session& other)
{
    return other.path == session.path && other.hostname == session.hostname;
}

/// What could tell it from another of the same name, the best first.
QStringList distinctionsOf(const Session& session, const std::vector<const Session*>& others)
{
    if (!session.isNamedByFolder())
        return {session.branch, session.folder};
    // In one folder the parent is the same.
    const bool isShared = std::any_of(others.begin(), others.end(), [&](const Session* other) {
        return other->isNamedByFolder() && other->branch == session.branch && isOfOneFolder(session, *other);
    });
    return isShared ? QStringList{} : QStringList{plainLine(QDir{QFileInfo{session.path}.path()}.dirName())};
}

} // namespace

QString nameByPrompt(const QString& prompt)
{
    const QString words = plainLine(prompt);
    return words.startsWith(u'/') ? QString{} : elided(words, MaxPromptName);
}

void distinguish(Session& session, const std::list<Session>& all)
{
    session.distinction.clear();
    // A fork bears the name of its parent.
    if ((!session.givenName.isEmpty() && !session.isFollower) || session.baseName().isEmpty())
        return;
    std::vector<const Session*> others;
    QSet<QString> taken;
    for (const Session& other : all) {
        if (&other == &session || other.isOver())
            continue;
        others.push_back(&other);
        taken.insert(other.name());
    }
    if (!taken.contains(session.name()))
        return;
    for (const QString& distinction : distinctionsOf(session, others)) {
        session.distinction = distinction;
        if (!taken.contains(session.name()))
            return;
    }
    for (int number = 2; taken.contains(session.name()); ++number)
        session.distinction = u'#' + QString::number(number);
}

} // namespace tocsin
