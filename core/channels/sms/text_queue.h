// SPDX-License-Identifier: MIT
#pragma once

#include "core/alerts/alert_book.h"

#include <QDateTime>

#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace tocsin {

/// Alerts by the time that their texts are due (SmsState::at, UTC). A time that changes takes the alert out
/// of the queue first, and back in after it.
class TextQueue final
{
public:
    void add(const OpenAlert& open) { m_byTime.insert({open.sms.at, open.alert.id}); }
    /// False when it is not in the queue.
    bool remove(const OpenAlert& open) { return m_byTime.erase({open.sms.at, open.alert.id}) > 0; }
    /// Those that the book no longer has.
    void removeClosed(const AlertBook& alerts);
    /// Those that are due, the oldest alert first. They leave the queue.
    [[nodiscard]] std::vector<AlertId> takeDue(const QDateTime& now);
    [[nodiscard]] std::optional<QDateTime> nextDeadline() const;

private:
    std::set<std::pair<QDateTime, AlertId>> m_byTime{};
};

} // namespace tocsin
