// SPDX-License-Identifier: MIT
#include "tests/policy/day_stage.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace tocsin::test {

using namespace Qt::StringLiterals;

DayStage::DayStage(const EngineConfig& config, const QDateTime& start, bool serverHolds)
    : m_config{config}
    , m_now{start}
{
    m_server.setHolds(serverHolds);
    m_engine = newEngine();
    carryOut(m_engine->setLoggedIn(true, m_now));
}

std::unique_ptr<Engine> DayStage::newEngine()
{
    auto engine =
        std::make_unique<Engine>(m_config, EngineDependencies{.transcripts = m_transcripts,
                                                              .branches = m_branches,
                                                              .machine = {.hostname = u"desk"_s},
                                                              .newKey = [] { return QUuid::createUuid(); },
                                                              .zone = [] { return QTimeZone::utc(); }});
    engine->setServerHolds(m_server.holds());
    return engine;
}

void DayStage::advanceTo(const QDateTime& time)
{
    for (;;) {
        std::optional<QDateTime> deadline = m_engine->nextDeadline();
        if (const auto due = m_server.nextDue())
            deadline = deadline ? std::min(*deadline, *due) : due;
        if (!deadline || *deadline > time)
            break;
        m_now = std::max(m_now, *deadline);
        for (const Answer& due : m_server.takeDue(m_now))
            answer(due);
        carryOut(m_engine->tick(m_now));
        if (onStep)
            onStep();
    }
    m_now = std::max(m_now, time);
}

void DayStage::hook(const QString& session, hook::Details details)
{
    HookEvent event;
    event.sessionId = session;
    event.cwd = u"/home/dev/"_s + session;
    event.origin.id = QUuid::createUuid();
    event.origin.bootId = u"boot"_s;
    event.origin.monotonicNs = m_monotonic++;
    event.origin.wall = m_now;
    event.origin.hostname = u"desk"_s;
    event.details = std::move(details);
    carryOut(m_engine->take(event, m_now));
    if (onStep)
        onStep();
}

void DayStage::setSurroundings(const Surroundings& surroundings)
{
    m_surroundings = surroundings;
    carryOut(m_engine->setSurroundings(surroundings, m_now));
    if (onStep)
        onStep();
}

void DayStage::mute(const QString& session, const QDateTime& until)
{
    carryOut(m_engine->mute(session, until, m_now));
    if (onStep)
        onStep();
}

void DayStage::configure(const EngineConfig& config)
{
    m_config = config;
    carryOut(m_engine->setConfig(config, m_now));
    if (onStep)
        onStep();
}

void DayStage::react(AlertId id)
{
    carryOut(m_engine->reacted(id, m_now));
    if (onStep)
        onStep();
}

void DayStage::setServerAway(bool away)
{
    m_isServerAway = away;
    m_server.setAway(away);
    if (!away) {
        for (const SendServerEvent& event : m_server.takeWaiting()) {
            if (const auto answered = m_server.take(event, m_now))
                answer(*answered);
        }
        for (const WithdrawEvent& withdraw : m_server.takeWaitingWithdrawals())
            carryOut(Action{withdraw});
    }
    if (onStep)
        onStep();
}

void DayStage::save()
{
    for (const QString& id : m_engine->takeDirty()) {
        const QJsonObject saved = m_engine->saved(id);
        if (saved.isEmpty())
            m_saved.remove(id);
        else
            m_saved.insert(id, saved);
    }
    for (const QUuid& id : m_engine->takeNewIds())
        m_savedIds.push_back(id);
}

void DayStage::restart()
{
    save();
    m_engine = newEngine();
    m_engine->restore(m_saved.values(), m_savedIds);
    carryOut(m_engine->setSurroundings(m_surroundings, m_now));
    carryOut(m_engine->setLoggedIn(true, m_now));
    carryOut(m_engine->tick(m_now));
    if (onStep)
        onStep();
}

void DayStage::carryOut(const Actions& actions)
{
    for (const Action& action : actions)
        carryOut(action);
}

void DayStage::carryOut(const Action& action)
{
    if (const auto* show = std::get_if<ShowToast>(&action)) {
        m_shown.insert(show->alert.id);
        m_engine->notificationHandedOver(show->alert.id);
    } else if (const auto* summary = std::get_if<ShowSummary>(&action)) {
        for (const Alert& alert : summary->alerts)
            m_shown.insert(alert.id);
    } else if (const auto* start = std::get_if<StartMonitoring>(&action)) {
        m_server.start(*start);
    } else if (const auto* stop = std::get_if<StopMonitoring>(&action)) {
        m_server.stop(*stop);
    } else if (const auto* withdraw = std::get_if<WithdrawEvent>(&action)) {
        if (const auto result = m_server.withdraw(*withdraw, m_now))
            carryOut(m_engine->withdrawn(withdraw->sessionId, withdraw->key, *result, m_now));
    } else if (const auto* event = std::get_if<SendServerEvent>(&action)) {
        TextSent text{.sessionId = event->sessionId, .cause = event->cause};
        for (const OpenAlert& open : m_engine->openAlerts()) {
            if (open.sms.key == event->key) {
                text.alert = open.alert.id;
                text.raisedAt = open.alert.raisedAt;
            }
        }
        m_events.insert(event->key, text);
        if (const auto answered = m_server.take(*event, m_now))
            answer(*answered);
    }
}

void DayStage::answer(const Answer& answer)
{
    if (answer.outcome.result == TextResult::Sent) {
        m_texts.push_back(m_events.value(answer.key));
        m_texts.back().at = m_now;
        if (onText)
            onText(m_texts.back());
    }
    carryOut(m_engine->answered(answer.sessionId, answer.key, answer.outcome, m_now));
}

} // namespace tocsin::test
