// SPDX-License-Identifier: MIT
#include "core/pipeline/session_choice.h"

#include "core/base/text.h"
#include "core/pipeline/status_report.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <functional>

namespace tocsin {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SessionChoice)
};

constexpr qsizetype FewestCharacters{4};
constexpr qsizetype ShortId{8};
/// Of what was typed, in a message.
constexpr qsizetype MaxShown{40};

using Fits = std::function<bool(const SessionView&)>;

QList<SessionView> fitting(const QList<SessionView>& sessions, const Fits& fits)
{
    QList<SessionView> found;
    std::copy_if(sessions.begin(), sessions.end(), std::back_inserter(found), fits);
    return found;
}

SessionChoice none(const QString& problem, const QList<SessionView>& sessions)
{
    QStringList lines{problem};
    for (const SessionView& session : sessions)
        lines << StatusReport::sessionLine(session, shortId(session.id, sessions), false);
    return {.session = {}, .problem = lines.join(u'\n')};
}

} // namespace

QString shortId(const QString& id, const QList<SessionView>& sessions)
{
    qsizetype length = ShortId;
    const auto isShared = [&] {
        return std::any_of(sessions.begin(), sessions.end(), [&](const SessionView& other) {
            return other.id != id && other.id.startsWith(id.left(length));
        });
    };
    while (length < id.size() && isShared())
        ++length;
    return id.left(length);
}

SessionChoice chooseSession(const QList<SessionView>& sessions, const QString& given)
{
    const QString typed = plainLine(given);
    if (typed.isEmpty() && sessions.size() == 1)
        return {.session = sessions.first(), .problem = {}};
    if (typed.isEmpty())
        return sessions.isEmpty()
                   ? none(Words::tr("No Claude Code sessions running."), {})
                   : none(Words::tr("Several sessions are running. Choose one with --session ID:"), sessions);
    const auto isIt = [&](const SessionView& session) { return session.id == typed; };
    const auto beginsSo = [&](const SessionView& session) {
        return typed.size() >= FewestCharacters && session.id.startsWith(typed, Qt::CaseInsensitive);
    };
    const auto isNamedSo = [&](const SessionView& session) { return session.name == typed; };
    for (const Fits& fits : {Fits{isIt}, Fits{beginsSo}, Fits{isNamedSo}}) {
        const QList<SessionView> found = fitting(sessions, fits);
        if (found.size() == 1)
            return {.session = found.first(), .problem = {}};
        if (found.size() > 1)
            return none(Words::tr("\"%1\" is the beginning or the name of several sessions:")
                            .arg(elided(typed, MaxShown)),
                        found);
    }
    const QString unknown = Words::tr("No session \"%1\" is running.").arg(elided(typed, MaxShown));
    return sessions.isEmpty() ? none(unknown, {})
                              : none(unknown + u' ' + Words::tr("These are running:"), sessions);
}

} // namespace tocsin
