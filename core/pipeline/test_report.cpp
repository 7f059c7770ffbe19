// SPDX-License-Identifier: MIT
#include "core/pipeline/test_report.h"

#include "core/channels/desktop/notifier.h"
#include "core/channels/desktop/toast_text.h"
#include "core/claude/hooks/test_document.h"
#include "core/pipeline/held_back_text.h"
#include "core/pipeline/troubles.h"
#include "core/store/history_row.h"

#include <algorithm>

namespace tocsin {

namespace {

/// Also of one whose fate is not known yet.
bool mayHaveTexted(const HistoryRow& row)
{
    using Progress = SmsState::Progress;
    const auto is = [&row](Progress progress) { return row.text == wireName(progress); };
    return isTestSession(row.session) &&
           (is(Progress::Sent) || is(Progress::Pending) || is(Progress::Held) || is(Progress::Recalled));
}

} // namespace

ipc::TestReply testReport(const QString& sessionId, const std::vector<OpenAlert>& open,
                          const Notifier& notifier)
{
    const auto found = std::find_if(open.rbegin(), open.rend(), [&](const OpenAlert& one) {
        return one.alert.sessionId == sessionId && isTestSession(sessionId);
    });
    ipc::TestReply report;
    if (found == open.rend())
        return report;
    report.hasAlert = true;
    report.hasReacted = found->hasReacted;
    report.notification = wireName(found->desktop.progress);
    report.notificationWords = heldBackReason(found->desktop.reason);
    report.notificationId = notifier.shownId(toastTag(found->alert.id));
    report.service = notifier.capabilities().service;
    report.text = wireName(found->sms.progress);
    report.textWords = heldBackReason(found->sms.reason);
    report.delivery = found->sms.delivery;
    return report;
}

QDateTime nextTestText(const std::vector<HistoryRow>& rows, const QDateTime& now)
{
    const auto last = std::find_if(rows.begin(), rows.end(), mayHaveTexted);
    if (last == rows.end())
        return {};
    const QDateTime next = last->raisedAt.addSecs(std::chrono::seconds{Troubles::KindLimit}.count());
    return next > now && last->raisedAt <= now ? next : QDateTime{};
}

} // namespace tocsin
