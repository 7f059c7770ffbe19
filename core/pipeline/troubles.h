// SPDX-License-Identifier: MIT
#pragma once

#include "core/channels/sms/text_outcome.h"

#include <QDateTime>
#include <QObject>
#include <QString>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace tocsin {

/// What keeps texts from the person although all of this program works.
enum class Trouble : uint8_t {
    ServerUnreachable, ///< and a text waits for it
    TextUndelivered,   ///< the phone did not get one
    HourUsedUp         ///< the phone has got all texts of this hour
};
/// `server_unreachable`, `text_undelivered`, `hour_used_up`: also the tag of its notification.
[[nodiscard]] QString wireName(Trouble trouble);

/// Decides which problems to report: each once, until it is over.
class Troubles final : public QObject
{
    Q_OBJECT
public:
    /// Shorter outages are not worth a notification.
    static constexpr std::chrono::minutes UnreachableAtLeast{2};
    /// The limit for one kind in one session (server/api/openapi.yaml).
    static constexpr std::chrono::minutes KindLimit{30};

    /// `now`: UTC, when the program began. Texts that went out before are not known.
    explicit Troubles(const QDateTime& now, QObject* parent = nullptr);

    /// Whenever one of them may have changed.
    void noteServer(bool isReachable, int waitingTexts, const QDateTime& now);
    /// What became of a text of this session and topic; it may come again.
    void noteText(const QString& session, const QString& topic, const TextOutcome& outcome,
                  const QDateTime& now);
    void tick(const QDateTime& now);
    [[nodiscard]] std::optional<QDateTime> nextDeadline() const;
    [[nodiscard]] bool isOn(Trouble trouble) const { return m_on.contains(trouble); }
    [[nodiscard]] const std::set<Trouble>& current() const { return m_on; }

Q_SIGNALS:
    void began(tocsin::Trouble trouble);
    void ended(tocsin::Trouble trouble);

private:
    void set(Trouble trouble, bool isOn);

    QDateTime m_startedAt;
    QDateTime m_unreachableSince{}; ///< with texts that wait; invalid: not so
    QDateTime m_hourEndsAt{};       ///< invalid: the hour is not used up
    bool m_isHourOfRequests{false}; ///< not even a permission or question was texted
    std::map<std::pair<QString, QString>, QDateTime> m_sentAt; ///< by session and topic
    std::set<Trouble> m_on;
};

} // namespace tocsin
