// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/system/presence/assess.h"
#include "core/system/presence/presence_source.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace tocsin {

using PresenceSources = std::vector<std::unique_ptr<PresenceSource>>;

/// Watches the person's presence while an alert is open: asks its sources at once, every few seconds, and
/// when one of them reports a change. While off it has no timer and receives no signals.
class PresenceMonitor final : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Interval{5000};

    /// `clock` outlives it.
    PresenceMonitor(PresenceSources sources, const Clock& clock, PresenceLimits limits = {},
                    std::chrono::milliseconds interval = Interval, QObject* parent = nullptr);

    /// On while an alert is open.
    void watch(bool on);
    [[nodiscard]] bool isWatching() const { return m_isWatching; }
    /// Asks all sources once; refreshed() follows within PresenceSource::Deadline. Also while off.
    void look();

    /// Of this computer, as the sources last said.
    [[nodiscard]] Assessment assessment() const;
    /// Of one session too: `terminal` is the path of its terminal on this machine, empty when it has none
    /// here. Typing there also ends "I'm away".
    [[nodiscard]] Assessment assessmentFor(const QString& terminal);
    /// What each source last said, in the order of the sources.
    [[nodiscard]] QList<PresenceFact> facts() const { return m_facts; }

    /// "I'm away", "I'm here"; Unknown takes it back. See hasEnded() for when it ends.
    void setByUser(Presence presence);
    /// As it was saved.
    void restore(const std::optional<PresenceOverride>& setByUser);
    [[nodiscard]] const std::optional<PresenceOverride>& currentOverride() const { return m_override; }

Q_SIGNALS:
    /// The assessment of this computer differs from the last one; the first one after watch(true) always.
    void changed(const tocsin::Assessment& assessment);
    /// All sources have answered.
    void refreshed();
    /// What the person had said is over, or was said, or taken back: to be saved and shown.
    void overrideChanged();

private:
    void startRound();
    void take(const PresenceFact& fact);
    void finishRound();
    void completeOverride();
    void endOverrideIfOver(const PresenceEvidence& evidence);

    PresenceSources m_sources;
    const Clock& m_clock;
    PresenceLimits m_limits;
    QTimer m_interval;
    QList<PresenceFact> m_facts;
    std::optional<PresenceOverride> m_override;
    std::optional<Assessment> m_reported;
    size_t m_outstanding{0};
    bool m_isWatching{false};
    bool m_isInRound{false};
    bool m_isRoundWanted{false};  ///< another one, after this
    bool m_isLockedWanted{false}; ///< for the override
};

} // namespace tocsin
