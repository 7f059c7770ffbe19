// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace tocsin {

/// Says when a process ends, for as long as it lives itself.
class ProcessExitNotifier : public QObject
{
public:
    using QObject::QObject;
};

/// Nothing where the system has no such thing, or none left, or no such process. `onExit` is called from the
/// event loop.
[[nodiscard]] std::unique_ptr<ProcessExitNotifier> makeExitNotice(qint64 pid, std::function<void()> onExit);

} // namespace tocsin
