// SPDX-License-Identifier: MIT
#pragma once

#include "core/sessions/alert.h"
#include "core/sessions/session_fields.h"

#include <QDateTime>

#include <chrono>
#include <map>
#include <optional>
#include <vector>

namespace tocsin {

/// Keeps a storm of errors from being a storm of toasts: after one that was shown, those of the same session
/// are counted for a while and then shown as one.
class ToastPace final
{
public:
    /// Zero: every error is shown as it comes.
    explicit ToastPace(std::chrono::milliseconds pause)
        : m_pause{pause}
    {}
    void setPause(std::chrono::milliseconds pause) { m_pause = pause; }

    /// What to show now, with its count; nothing while the pause lasts.
    [[nodiscard]] std::optional<Alert> take(const Alert& alert);
    /// What was held back and is due.
    [[nodiscard]] std::vector<Alert> due(const QDateTime& now);
    [[nodiscard]] std::optional<QDateTime> nextDeadline() const;
    /// Answered, or told in another way: what is held back needs no telling.
    void drop(const QString& sessionId) { m_storms.erase(sessionId); }
    void dropHeld();

    /// One session's errors since the last pause without any.
    struct Storm
    {
        QDateTime shownAt{};
        int count{0};
        bool isHeld{false}; ///< `latest` is to be shown when the pause is over
        Alert latest{};

        template<typename Fields> friend void listFields(Fields& fields, Storm& storm)
        {
            fields("shown_at", storm.shownAt);
            fields("count", storm.count);
            fields("is_held", storm.isHeld);
            fields("latest", storm.latest);
        }
    };
    [[nodiscard]] std::optional<Storm> storm(const QString& sessionId) const;
    void restore(const QString& sessionId, const Storm& storm) { m_storms[sessionId] = storm; }

private:
    [[nodiscard]] QDateTime endOf(const Storm& storm) const
    {
        return storm.shownAt.addMSecs(m_pause.count());
    }

    std::chrono::milliseconds m_pause;
    std::map<QString, Storm> m_storms; ///< by session id
};

} // namespace tocsin
