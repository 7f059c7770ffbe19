// SPDX-License-Identifier: MIT
#include "core/pipeline/alert_recorder.h"

#include "core/base/utc_time.h"
#include "core/logging/categories.h"
#include "core/pipeline/alert_log.h"
#include "core/pipeline/engine.h"
#include "core/policy/alert_topic.h"

#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;

using Progress = SmsState::Progress;

namespace {

const QString Withdrawn{u"withdrawn"_s};
/// More texts than can be under way: 20 an hour are sent, and 100 held.
constexpr qsizetype MostUnderWay{256};
constexpr std::size_t MostAnswered{256};

/// As it is written down: what is read back is the same.
QDateTime toMilliseconds(const QDateTime& time)
{
    return time.isValid() ? utcFromMSecs(time.toMSecsSinceEpoch()) : QDateTime{};
}

QDateTime textTimeOf(const SmsState& sms)
{
    switch (sms.progress) {
    case Progress::Due:
    case Progress::Held:
        return sms.holdUntil.isValid() ? sms.holdUntil : sms.at;
    case Progress::HeldBack:
        return sms.at;
    default:
        return {};
    }
}

/// Claude Code's own kinds of errors, not what Claude or the person wrote.
QString detailOf(const Alert& alert)
{
    return alert.cause == AlertCause::Api && !alert.text.source.isEmpty()
               ? QStringList{alert.text.source, alert.text.arguments.join(u' ')}.join(u'\n')
               : QString{};
}

HistoryRow rowOf(const OpenAlert& open)
{
    const DesktopState& desktop = open.desktop;
    const bool isDue = desktop.progress == DesktopState::Progress::Due;
    return {.id = open.alert.id.value,
            .session = open.alert.sessionId,
            .name = open.alert.sessionName,
            .topic = wireName(topicOf(open.alert)),
            .raisedAt = toMilliseconds(open.alert.raisedAt),
            .notification = wireName(desktop.progress),
            .notificationReason = desktop.reason,
            .notificationAt = toMilliseconds(isDue ? desktop.at : desktop.shownAt),
            .text = wireName(open.sms.progress),
            .textReason = open.sms.reason,
            .textAt = toMilliseconds(textTimeOf(open.sms)),
            .delivery = open.sms.delivery,
            .textKey = open.sms.key.isNull() ? QString{} : open.sms.key.toString(QUuid::WithoutBraces),
            .hasReacted = open.hasReacted,
            .detail = detailOf(open.alert)};
}

/// Nothing was planned for it. If the turn ends or stalls with it, the alert's row takes its place.
HistoryRow rowOf(const FailureNoted& failure)
{
    return {.id = failure.id.value,
            .session = failure.sessionId,
            .name = failure.sessionName,
            .topic = FailedToolTopic,
            .raisedAt = toMilliseconds(failure.at),
            .notification = wireName(DesktopState::Progress::Withheld),
            .notificationReason = u"goes_on"_s,
            .text = wireName(Progress::Withheld),
            .textReason = u"goes_on"_s,
            .closedAt = toMilliseconds(failure.at),
            .closedBy = wireName(ClosedBy::Work)};
}

bool isFinal(const QString& delivery)
{
    return delivery == wireName(TextStatus::Delivered) || delivery == wireName(TextStatus::Undelivered);
}

/// The alert is over, and its text is not where it stays.
bool isUnderWay(const HistoryRow& row)
{
    return row.text == wireName(Progress::Pending) || row.text == wireName(Progress::Held) ||
           row.text == wireName(Progress::Recalled) ||
           (row.text == wireName(Progress::Sent) && !isFinal(row.delivery));
}

/// The engine does not know of answers.
void keepAnswer(HistoryRow& row, const HistoryRow& before)
{
    row.answer = before.answer;
    row.answerChannel = before.answerChannel;
    row.answeredAt = before.answeredAt;
    row.answerOutcome = before.answerOutcome;
}

void noteSent(HistoryRow& row, const QDateTime& now)
{
    if (row.text == wireName(Progress::Sent) && !row.textAt.isValid())
        row.textAt = toMilliseconds(now);
}

} // namespace

Phrase apiErrorOf(const HistoryRow& row)
{
    if (row.id <= 0 || row.detail.isEmpty())
        return {};
    Phrase error{.source = row.detail.section(u'\n', 0, 0)};
    if (const QString argument = row.detail.section(u'\n', 1); !argument.isEmpty())
        error.arguments << argument;
    return error;
}

AlertRecorder::AlertRecorder(Engine& engine)
    : m_engine{engine}
{}

/// What is open is recorded as the engine has it: both are written in one transaction.
void AlertRecorder::restore(const std::vector<HistoryRow>& recent)
{
    for (const OpenAlert& open : m_engine.reportedAlerts()) {
        const HistoryRow row = rowOf(open);
        m_open[row.session].insert_or_assign(open.alert.id, row);
    }
    for (const HistoryRow& row : recent) {
        const auto session = m_open.find(row.session);
        const AlertId id{row.id};
        if (session != m_open.end() && session->contains(id))
            session->at(id) = row;
        else if (row.closedAt.isValid())
            follow(row);
    }
}

std::vector<HistoryRow> AlertRecorder::takeChanges(const QSet<QString>& sessions)
{
    const QDateTime now = m_engine.latestStep();
    for (const FailureNoted& failure : m_engine.takeNoted())
        note(rowOf(failure), nullptr);
    for (const ClosedAlert& closed : m_engine.takeClosed()) {
        HistoryRow row = rowOf(closed.alert);
        row.closedAt = toMilliseconds(closed.at);
        row.closedBy = wireName(closed.why);
        noteClosed(std::move(row));
    }
    for (const QString& session : sessions) {
        Rows before = m_open.take(session);
        Rows& after = m_open[session];
        for (const OpenAlert& open : m_engine.reportedAlerts(session)) {
            const auto known = before.find(open.alert.id);
            HistoryRow row = rowOf(open);
            if (known != before.end() && known->second.text == row.text)
                row.textAt = row.textAt.isValid() ? row.textAt : known->second.textAt;
            if (known != before.end())
                keepAnswer(row, known->second);
            noteSent(row, now);
            note(row, known != before.end() ? &known->second : nullptr);
            if (known != before.end())
                before.erase(known);
            after.emplace(open.alert.id, std::move(row));
        }
        if (after.empty())
            m_open.remove(session);
        for (auto& [id, row] : before) { // its session is no longer known
            m_open[session].emplace(id, row);
            row.closedAt = toMilliseconds(now);
            row.closedBy = wireName(ClosedBy::Forgotten);
            noteClosed(row);
        }
    }
    return std::exchange(m_changed, {});
}

void AlertRecorder::note(const HistoryRow& row, const HistoryRow* before)
{
    if (before == nullptr || *before != row)
        m_changed.push_back(row);
    const QString line = alertLogLine(row, before);
    if (!line.isEmpty())
        qCInfo(logPolicy).noquote() << line;
}

/// A text that had not gone out was withdrawn with its alert; the server has the last word about one that it
/// has.
void AlertRecorder::noteClosed(HistoryRow row)
{
    const auto session = m_open.find(row.session);
    const bool isKnown = session != m_open.end() && session->contains(AlertId{row.id});
    const HistoryRow before = isKnown ? session->at(AlertId{row.id}) : HistoryRow{};
    if (isKnown && before.text == row.text && !row.textAt.isValid())
        row.textAt = before.textAt;
    keepAnswer(row, before);
    if (row.text == wireName(Progress::Due) || row.text == wireName(Progress::HeldBack)) {
        row.text = Withdrawn;
        row.textAt = {};
    }
    noteSent(row, row.closedAt);
    note(row, isKnown ? &before : nullptr);
    if (isKnown)
        session->erase(AlertId{row.id});
    if (isKnown && session->empty())
        m_open.erase(session);
    if (!row.answer.isEmpty()) {
        m_answered.insert_or_assign(AlertId{row.id}, row);
        if (m_answered.size() > MostAnswered)
            m_answered.erase(m_answered.begin());
    }
    follow(row);
}

void AlertRecorder::decided(AlertId id, const AnswerNote& answer)
{
    HistoryRow* row = nullptr;
    if (const auto closed = m_answered.find(id); closed != m_answered.end())
        row = &closed->second;
    for (auto session = m_open.begin(); session != m_open.end() && row == nullptr; ++session) {
        if (const auto open = session->find(id); open != session->end())
            row = &open->second;
    }
    if (row == nullptr)
        return;
    const HistoryRow before = *row;
    row->answer = answer.answer;
    row->answerChannel = answer.channel;
    row->answeredAt = toMilliseconds(answer.at);
    row->answerOutcome = answer.outcome;
    if (const auto text = m_underWay.find(row->textKey); text != m_underWay.end())
        keepAnswer(*text, *row);
    note(*row, &before);
}

void AlertRecorder::follow(const HistoryRow& closed)
{
    if (const auto answered = m_answered.find(AlertId{closed.id}); answered != m_answered.end())
        answered->second = closed;
    if (isUnderWay(closed) && !closed.textKey.isEmpty() && m_underWay.size() < MostUnderWay)
        m_underWay.insert(closed.textKey, closed);
}

QString AlertRecorder::topicOf(const QString& session, const QUuid& key) const
{
    const QString wanted = key.toString(QUuid::WithoutBraces);
    for (const auto& [id, row] : m_open.value(session)) {
        if (row.textKey == wanted)
            return row.topic;
    }
    return m_underWay.value(wanted).topic;
}

void AlertRecorder::answered(const QUuid& key, const TextOutcome& outcome, const QDateTime& now)
{
    const auto found = m_underWay.find(key.toString(QUuid::WithoutBraces));
    if (found == m_underWay.end())
        return;
    const HistoryRow before = *found;
    HistoryRow row = before;
    switch (outcome.result) {
    case TextResult::Held:
        row.text = wireName(Progress::Held);
        row.textAt = toMilliseconds(outcome.heldUntil);
        break;
    case TextResult::Sent:
        row.text = wireName(Progress::Sent);
        row.textReason.clear();
        row.delivery = wireName(outcome.status);
        row.textAt = before.text == row.text ? before.textAt : QDateTime{};
        noteSent(row, now);
        break;
    case TextResult::RateLimited:
        row.textReason = u"rate_limited"_s;
        break;
    case TextResult::OptedOut:
        row.textReason = u"not_wanted"_s;
        break;
    case TextResult::TooOld:
        row.textReason = u"too_old"_s;
        break;
    case TextResult::NotSent:
        row.textReason = u"not_sent"_s;
        break;
    }
    if (outcome.result != TextResult::Held && outcome.result != TextResult::Sent) {
        row.text = wireName(Progress::GivenUp);
        row.textAt = {};
    }
    m_underWay.erase(found);
    follow(row);
    if (row != before)
        note(row, &before);
}

void AlertRecorder::withdrawn(const QUuid& key, WithdrawResult result)
{
    const auto found = m_underWay.find(key.toString(QUuid::WithoutBraces));
    if (found == m_underWay.end() || found->text == wireName(Progress::Sent))
        return;
    const HistoryRow before = *found;
    HistoryRow row = before;
    if (result == WithdrawResult::AlreadySent) {
        row.text = wireName(Progress::Sent);
        row.textReason.clear();
    } else {
        row.text = Withdrawn;
        row.textAt = {};
    }
    m_underWay.erase(found);
    follow(row);
    note(row, &before);
}

} // namespace tocsin
