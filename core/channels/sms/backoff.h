// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/api/api_error.h"

#include <QObject>
#include <QRandomGenerator>
#include <QTimer>

#include <chrono>
#include <vector>

namespace tocsin {

/// `pause`, up to the share `jitter` longer or shorter.
[[nodiscard]] std::chrono::milliseconds jittered(std::chrono::milliseconds pause, double jitter,
                                                 QRandomGenerator& random);

/// The pause after a failed call: from a table, longer with each failure in a row, and never shorter than the
/// server's Retry-After.
class Backoff final : public QObject
{
    Q_OBJECT
public:
    /// `table`: pauses after the first, second, … failure in a row; the last one is used again and again.
    Backoff(std::vector<std::chrono::milliseconds> table, double jitter, QRandomGenerator& random,
            QObject* parent = nullptr);

    void begin(const ApiError& error);
    [[nodiscard]] bool isActive() const { return m_timer.isActive(); }
    /// The server has just answered another call. A pause that it asked for goes on.
    void cutShort();
    void stop() { m_timer.stop(); }
    /// A call succeeded: the next failure is a first one.
    void forgetFailures() { m_failures = 0; }

Q_SIGNALS:
    void over();

private:
    std::vector<std::chrono::milliseconds> m_table;
    double m_jitter;
    QRandomGenerator& m_random;
    size_t m_failures{0}; ///< in a row
    bool m_isHeld{false}; ///< by the server's Retry-After or a 429
    QTimer m_timer;
};

} // namespace tocsin
