// SPDX-License-Identifier: MIT
#include "core/system/presence/assess.h"
#include "core/system/presence/presence_report.h"

#include <QTest>

#include <optional>

using namespace tocsin;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

QDateTime now()
{
    return QDateTime::fromString(u"2026-02-02T14:00:00Z"_s, Qt::ISODate);
}

PresenceFact idle(const QString& source, milliseconds time)
{
    return {.source = source, .idle = time, .at = now()};
}

PresenceFact locked(const QString& source, bool isLocked = true)
{
    return {.source = source, .locked = isLocked, .at = now()};
}

PresenceFact active(bool isActive)
{
    return {.source = u"logind"_s, .active = isActive, .at = now()};
}

PresenceFact idleHint()
{
    return {.source = u"logind"_s, .idleHint = true, .at = now()};
}

PresenceFact broken()
{
    return {.source = u"x"_s, .problem = u"not running"_s, .at = now()};
}

PresenceFact aged(PresenceFact fact, milliseconds age)
{
    fact.at = fact.at.addMSecs(-age.count());
    return fact;
}

PresenceFact typed(milliseconds ago)
{
    return idle(u"terminal"_s, ago);
}

PresenceOverride said(Presence presence, milliseconds ago, std::optional<bool> wasLocked = {})
{
    return {.presence = presence, .since = now().addMSecs(-ago.count()), .locked = wasLocked};
}

struct Row
{
    const char* name;
    PresenceEvidence evidence;
    Presence presence;
    PresenceReason reason;
    QStringList sources{};
};

const QList<Row>& rows()
{
    using enum Presence;
    using R = PresenceReason;
    const QString x = u"XScreenSaver"_s;
    const QString m = u"Mutter"_s;
    const QString l = u"logind"_s;
    const QString s = u"saver"_s;
    const QString t = u"terminal"_s;
    static const QList<Row> All{
        {"nothing at all", {}, Unknown, R::NotAsked},
        {"none works", {.facts = {broken()}}, Unknown, R::NotKnown},
        {"one works not, another does", {.facts = {broken(), idle(x, 5s)}}, Present, R::RecentInput, {x}},
        {"input just now", {.facts = {idle(x, 0s)}}, Present, R::RecentInput, {x}},
        {"input almost too long ago", {.facts = {idle(x, 119s)}}, Present, R::RecentInput, {x}},
        {"idle for the limit", {.facts = {idle(x, 120s)}}, Away, R::Idle, {x}},
        {"idle for a day", {.facts = {idle(x, 24h)}}, Away, R::Idle, {x}},
        {"two idle times: the shorter",
         {.facts = {idle(x, 10min), idle(m, 3s)}},
         Present,
         R::RecentInput,
         {m}},
        {"two idle times, both long", {.facts = {idle(x, 10min), idle(m, 3min)}}, Away, R::Idle, {m}},
        {"grew past the limit since it was asked", {.facts = {aged(idle(x, 100s), 25s)}}, Away, R::Idle, {x}},
        {"said too long ago", {.facts = {aged(idle(x, 0s), 31s)}}, Unknown, R::NotAsked},
        {"said in the future: the clock was set back",
         {.facts = {aged(idle(x, 1s), -1h)}},
         Present,
         R::RecentInput,
         {x}},
        {"locked", {.facts = {locked(s)}}, Away, R::Locked, {s}},
        {"locked, with input: the password", {.facts = {idle(x, 10s), locked(l)}}, Away, R::Locked, {l}},
        {"locked by one, not by another", {.facts = {locked(l), locked(s, false)}}, Away, R::Locked, {l}},
        {"locked by two", {.facts = {locked(l), idle(x, 1s), locked(s)}}, Away, R::Locked, {l, s}},
        {"locked, but that is old",
         {.facts = {aged(locked(s), 1min), idle(x, 1s)}},
         Present,
         R::RecentInput,
         {x}},
        {"not locked says nothing", {.facts = {locked(s, false)}}, Unknown, R::NotKnown},
        {"on the screen says nothing", {.facts = {active(true)}}, Unknown, R::NotKnown},
        {"another session on the screen",
         {.facts = {active(false), idle(x, 1s)}},
         Away,
         R::SessionInactive,
         {l}},
        {"locked, and not on the screen", {.facts = {active(false), locked(s)}}, Away, R::Locked, {s}},
        {"only the desktop's own word", {.facts = {idleHint(), locked(s, false)}}, Away, R::IdleHint, {l}},
        {"input counts more than the desktop's word",
         {.facts = {idleHint(), idle(x, 4s)}},
         Present,
         R::RecentInput,
         {x}},
        {"typed in the terminal", {.terminal = typed(3s)}, Present, R::TypedInTerminal, {t}},
        {"typed in the terminal from elsewhere, locked here",
         {.facts = {locked(s), idle(x, 2h), active(false)}, .terminal = typed(119s)},
         Present,
         R::TypedInTerminal,
         {t}},
        {"typed too long ago, locked", {.facts = {locked(s)}, .terminal = typed(120s)}, Away, R::Locked, {s}},
        {"a terminal without input says nothing", {.terminal = typed(2h)}, Unknown, R::NotAsked},
        {"not in the terminal, but at the computer",
         {.facts = {idle(x, 2s)}, .terminal = typed(2h)},
         Present,
         R::RecentInput,
         {x}},
        {"the terminal is gone", {.facts = {idle(x, 2min)}, .terminal = broken()}, Away, R::Idle, {x}},

        {"away by word", {.facts = {idle(x, 10s)}, .setByUser = said(Away, 5s)}, Away, R::SetByUser},
        {"away by word, typed on the way out",
         {.facts = {idle(x, 30s)}, .terminal = typed(31s), .setByUser = said(Away, 90s)},
         Away,
         R::SetByUser},
        {"away by word, typed within the minute",
         {.facts = {idle(x, 1s)}, .terminal = typed(1s), .setByUser = said(Away, 60s)},
         Away,
         R::SetByUser},
        {"away by word, back",
         {.facts = {idle(x, 1s)}, .setByUser = said(Away, 62s)},
         Present,
         R::RecentInput,
         {x}},
        {"away by word, back in the terminal",
         {.facts = {locked(s)}, .terminal = typed(1s), .setByUser = said(Away, 2h)},
         Present,
         R::TypedInTerminal,
         {t}},
        {"away by word, came back and left again",
         {.facts = {idle(x, 30min)}, .setByUser = said(Away, 3h)},
         Away,
         R::Idle,
         {x}},
        {"away by word, nothing known", {.setByUser = said(Away, 10h)}, Away, R::SetByUser},
        {"here by word, reads",
         {.facts = {idle(x, 30min)}, .setByUser = said(Present, 1h)},
         Present,
         R::SetByUser},
        {"here by word, said on a locked screen",
         {.facts = {locked(s)}, .setByUser = said(Present, 1h, true)},
         Present,
         R::SetByUser},
        {"here by word, locked since",
         {.facts = {locked(s)}, .setByUser = said(Present, 1h, false)},
         Away,
         R::Locked,
         {s}},
        {"here by word, another session since",
         {.facts = {active(false)}, .setByUser = said(Present, 1h, false)},
         Away,
         R::SessionInactive,
         {l}},
        {"here by word, hours ago",
         {.facts = {idle(x, 1h)}, .setByUser = said(Present, 4h)},
         Away,
         R::Idle,
         {x}},
    };
    return All;
}

} // namespace

class TestAssess final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void weighsWhatIsKnown_data()
    {
        QTest::addColumn<qsizetype>("index");
        for (qsizetype i = 0; i < rows().size(); ++i)
            QTest::newRow(rows().at(i).name) << i;
    }
    void weighsWhatIsKnown()
    {
        QFETCH(qsizetype, index);
        const Row& row = rows().at(index);
        const Assessment found = assess(row.evidence, now(), {});
        QCOMPARE(wireName(found.presence), wireName(row.presence));
        QCOMPARE(wireName(found.reason), wireName(row.reason));
        QCOMPARE(found.sources, row.sources);
    }

    void theOrderOfTheSourcesDoesNotMatter()
    {
        for (const Row& row : rows()) {
            PresenceEvidence turned = row.evidence;
            std::reverse(turned.facts.begin(), turned.facts.end());
            QCOMPARE(assess(turned, now(), {}).presence, row.presence);
            QCOMPARE(assess(turned, now(), {}).reason, row.reason);
        }
    }

    void theLimitsAreTheCallers()
    {
        const PresenceLimits strict{.away = 10s, .terminal = 5s};
        const PresenceEvidence evidence{.facts = {idle(u"x"_s, 11s)}, .terminal = typed(6s)};
        QCOMPARE(assess(evidence, now(), {}).reason, PresenceReason::TypedInTerminal);
        QCOMPARE(assess(evidence, now(), strict).reason, PresenceReason::Idle);
    }

    void diagnosticsSayWhatEachSourceSaid()
    {
        PresenceFact logind{.source = u"logind"_s, .idleHint = true, .locked = false, .active = true};
        const QStringList report = presenceReport({Presence::Away, PresenceReason::Idle, {u"x"_s}},
                                                  {logind,
                                                   idle(u"x"_s, 125'400ms),
                                                   {.source = u"m"_s, .problem = u"not running"_s},
                                                   {.source = u"n"_s}});
        QCOMPARE(report,
                 (QStringList{u"presence: away (idle; x)"_s, u"  logind: idle hint, not locked, active"_s,
                              u"  x: idle 125 s"_s, u"  m: not running"_s, u"  n: nothing"_s}));
    }
};

QTEST_GUILESS_MAIN(TestAssess)
#include "test_assess.moc"
