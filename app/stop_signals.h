// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace tocsin {

/// Turns SIGTERM, SIGINT and SIGHUP into a Qt signal, through a pipe: in a handler only write() is safe.
/// One instance per process.
class StopSignals final : public QObject
{
    Q_OBJECT
public:
    explicit StopSignals(QObject* parent = nullptr);
    ~StopSignals() override;
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

Q_SIGNALS:
    /// `byPerson`: SIGINT (^C in a terminal); the others come from the system, for example at logout.
    void stopRequested(bool byPerson);

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace tocsin
