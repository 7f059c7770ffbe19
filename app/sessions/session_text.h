// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"
#include "core/sessions/session_view.h"

#include <QDateTime>
#include <QString>

#include <vector>

namespace tocsin {

/// "14:05", "Mon 14:05" within a week, with the date before that: a time that is over, in local time.
[[nodiscard]] QString pastTimeText(const QDateTime& utc, const QDateTime& nowUtc);
/// "needs permission since 14:05".
[[nodiscard]] QString stateSinceText(const SessionView& session, const QDateTime& nowUtc);
/// "needs permission · 14:05 · muted until 15:00 · texts on": one line, the most important first.
[[nodiscard]] QString sessionLine(const SessionView& session, const QDateTime& nowUtc);
/// "working since 14:05 · ~/src/shop · builder · texts on": how it is, where it runs and how it is set.
[[nodiscard]] QString aboutText(const SessionView& session, const QDateTime& nowUtc);
/// What a session with these open alerts waits for, or was stopped by, in the words of the notification:
/// "Run: npm publish". The most urgent one's; empty: nothing, or it has no words.
[[nodiscard]] QString needText(const std::vector<OpenAlert>& alerts);
/// The same of what can be answered in the terminal alone, as a sentence. Empty: nothing.
[[nodiscard]] QString inTerminalText(const std::vector<OpenAlert>& alerts);
/// The name of the session's folder, without the path; empty if it is not known.
[[nodiscard]] QString folderName(const SessionView& session);

} // namespace tocsin
