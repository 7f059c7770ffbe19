// SPDX-License-Identifier: MIT
#include "core/logging/categories.h"

namespace tocsin {

Q_LOGGING_CATEGORY(logApp, "tocsin.app", QtInfoMsg)
Q_LOGGING_CATEGORY(logApi, "tocsin.api", QtInfoMsg)
Q_LOGGING_CATEGORY(logAuth, "tocsin.auth", QtInfoMsg)
Q_LOGGING_CATEGORY(logDelivery, "tocsin.delivery", QtInfoMsg)
Q_LOGGING_CATEGORY(logHooks, "tocsin.hooks", QtInfoMsg)
Q_LOGGING_CATEGORY(logIpc, "tocsin.ipc", QtInfoMsg)
Q_LOGGING_CATEGORY(logNotify, "tocsin.notify", QtInfoMsg)
Q_LOGGING_CATEGORY(logPolicy, "tocsin.policy", QtInfoMsg)
Q_LOGGING_CATEGORY(logSessions, "tocsin.sessions", QtInfoMsg)
Q_LOGGING_CATEGORY(logSettings, "tocsin.settings", QtInfoMsg)

} // namespace tocsin
