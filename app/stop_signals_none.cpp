// SPDX-License-Identifier: MIT
// Where there are no POSIX signals. Untested.
#include "app/stop_signals.h"

namespace tocsin {

StopSignals::StopSignals(QObject* parent)
    : QObject{parent}
{}

StopSignals::~StopSignals() = default;

} // namespace tocsin
