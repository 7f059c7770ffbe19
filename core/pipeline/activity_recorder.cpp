// SPDX-License-Identifier: MIT
#include "core/pipeline/activity_recorder.h"

#include "core/base/utc_time.h"
#include "core/store/activity_table.h"

#include <QStringList>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

namespace tocsin {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What is further from a row's first call is a row of its own.
constexpr std::chrono::milliseconds MaxSpan{10min};
/// Within this time a prompt is one that two copies of the plugin tell of.
constexpr std::chrono::milliseconds SamePromptTime{2s};
/// Sessions that are over are not told apart: at most so many rows are open.
constexpr qsizetype MaxOpen{256};

// A line for each use: a step, and its number if there are several. Steps have no tabs.
constexpr QChar FailedMark{u'!'};
constexpr QChar NumberMark{u'\t'};

QString lineOf(const ToolUse& use)
{
    QString line = use.hasFailed ? FailedMark + use.step : use.step;
    return use.count > 1 ? line + NumberMark + QString::number(use.count) : line;
}

QString detailOf(const QList<ToolUse>& uses)
{
    QStringList lines;
    for (const ToolUse& use : uses)
        lines << lineOf(use);
    return lines.join(u'\n');
}

} // namespace

QList<ToolUse> toolUsesOf(const QString& detail)
{
    QList<ToolUse> uses;
    const QStringList lines = detail.split(u'\n', Qt::SkipEmptyParts);
    for (const QString& line : lines) {
        const QStringList parts = line.split(NumberMark);
        const bool hasFailed = line.startsWith(FailedMark);
        uses.append({.step = parts.first().mid(hasFailed ? 1 : 0),
                     .count = std::max(1, parts.value(1).toInt()),
                     .hasFailed = hasFailed});
    }
    return uses;
}

void ActivityRecorder::note(const ActivityNoted& activity)
{
    if (m_open.size() >= MaxOpen || m_prompts.size() >= MaxOpen) {
        m_open.clear();
        m_prompts.clear();
    }
    if (activity.kind == ActivityNoted::Kind::Prompt)
        notePrompt(activity);
    else
        noteTool(activity);
}

void ActivityRecorder::notePrompt(const ActivityNoted& activity)
{
    const Prompt before =
        std::exchange(m_prompts[activity.sessionId], {.text = activity.text, .at = activity.at});
    const bool isKnown = before.at.isValid() && before.text == activity.text &&
                         !m_open.contains(activity.sessionId) &&
                         std::chrono::milliseconds{std::abs(before.at.msecsTo(activity.at))} < SamePromptTime;
    if (isKnown)
        return;
    m_open.remove(activity.sessionId);
    HistoryRow row = rowOf(activity, PromptTopic);
    row.detail = activity.text;
    m_changed.insert_or_assign(row.id, std::move(row));
}

/// Ids of their own, below those of alerts: a story has both.
HistoryRow ActivityRecorder::rowOf(const ActivityNoted& activity, const QString& topic)
{
    m_lastId = std::max(m_lastId + 1, activity.at.toMSecsSinceEpoch());
    return {.id = -m_lastId,
            .session = activity.sessionId,
            .topic = topic,
            .raisedAt = utcFromMSecs(activity.at.toMSecsSinceEpoch())};
}

void ActivityRecorder::noteTool(const ActivityNoted& activity)
{
    const auto open = m_open.constFind(activity.sessionId);
    const bool fits =
        open != m_open.cend() && std::chrono::milliseconds{open->raisedAt.msecsTo(activity.at)} < MaxSpan;
    HistoryRow row = fits ? *open : rowOf(activity, ToolsTopic);
    QList<ToolUse> uses = toolUsesOf(row.detail);
    const ToolUse use{.step = activity.text, .hasFailed = activity.kind == ActivityNoted::Kind::FailedTool};
    const bool isSame =
        !uses.isEmpty() && uses.last().step == use.step && uses.last().hasFailed == use.hasFailed;
    if (isSame)
        ++uses.last().count;
    else
        uses.append(use);
    if (detailOf(uses).size() > ActivityTable::MaxDetail) {
        row = rowOf(activity, ToolsTopic);
        uses = {use};
    }
    row.detail = detailOf(uses);
    m_open.insert(activity.sessionId, row);
    m_changed.insert_or_assign(row.id, std::move(row));
}

void ActivityRecorder::noteAlert(const QString& session, const QDateTime& at)
{
    const auto open = m_open.constFind(session);
    if (open != m_open.cend() && open->raisedAt <= at)
        m_open.erase(open);
}

std::vector<HistoryRow> ActivityRecorder::takeChanges()
{
    std::vector<HistoryRow> rows;
    for (auto& [id, row] : std::exchange(m_changed, {}))
        rows.push_back(std::move(row));
    return rows;
}

} // namespace tocsin
