// SPDX-License-Identifier: MIT
#pragma once

#include "core/system/presence/presence.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace tocsin {

/// One way to learn whether the person is there. Never blocks, and does nothing unless it is asked.
class PresenceSource : public QObject
{
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds Deadline{500};

    explicit PresenceSource(QString name, QObject* parent = nullptr);

    [[nodiscard]] QString name() const { return m_name; }
    /// In place of Deadline.
    void setDeadline(std::chrono::milliseconds deadline);
    /// answered() follows once, within the deadline. Asked again meanwhile, it still answers once.
    void ask();
    /// While on, changed() says that it is worth asking before the next interval.
    virtual void listen(bool on);

Q_SIGNALS:
    /// `at` is left to the receiver.
    void answered(const tocsin::PresenceFact& fact);
    void changed();

protected:
    /// Leads to answer() or fail(), before or after it returns.
    virtual void begin() = 0;
    void answer(PresenceFact fact);
    void fail(const QString& problem);
    void failLate();

    /// Tells an answer to this question from a late one to an earlier question.
    [[nodiscard]] quint64 question() const { return m_question; }
    [[nodiscard]] bool isOpen(quint64 question) const { return m_isOpen && question == m_question; }
    [[nodiscard]] int remainingMs() const;

private:
    QString m_name;
    QTimer m_timeout;
    QDeadlineTimer m_deadline;
    quint64 m_question{0};
    bool m_isOpen{false};
};

} // namespace tocsin
