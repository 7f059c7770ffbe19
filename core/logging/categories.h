// SPDX-License-Identifier: MIT
#pragma once

#include <QLoggingCategory>

// Every logging category of the program. Debug is off unless --log-level asks for it.
namespace tocsin {

Q_DECLARE_LOGGING_CATEGORY(logApp)
Q_DECLARE_LOGGING_CATEGORY(logApi)
Q_DECLARE_LOGGING_CATEGORY(logAuth)
Q_DECLARE_LOGGING_CATEGORY(logDelivery)
Q_DECLARE_LOGGING_CATEGORY(logHooks)
Q_DECLARE_LOGGING_CATEGORY(logIpc)
Q_DECLARE_LOGGING_CATEGORY(logNotify)
Q_DECLARE_LOGGING_CATEGORY(logPolicy)
Q_DECLARE_LOGGING_CATEGORY(logSessions)
Q_DECLARE_LOGGING_CATEGORY(logSettings)

} // namespace tocsin
