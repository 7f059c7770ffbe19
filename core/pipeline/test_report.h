// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"
#include "core/ipc/replies.h"

#include <QDateTime>

#include <vector>

namespace tocsin {

class Notifier;
struct HistoryRow;

/// What has become of the latest alert of this test session among `open`.
[[nodiscard]] ipc::TestReply testReport(const QString& sessionId, const std::vector<OpenAlert>& open,
                                        const Notifier& notifier);

/// When the next test may send a text: half an hour after the last one, like any kind in one session. Each
/// test is a session of its own to the server, so that does not see it. Invalid: now. `rows`: the latest
/// first.
[[nodiscard]] QDateTime nextTestText(const std::vector<HistoryRow>& rows, const QDateTime& now);

} // namespace tocsin
