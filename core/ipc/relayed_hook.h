// SPDX-License-Identifier: MIT
#pragma once

#include "core/ipc/spool_writer.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace tocsin {

/// Puts a `hook` request from another machine's spool into the spool in `folder`, under a name of its own:
/// the other spool may be the same folder. A request without a usable id, boot id or time is skipped.
[[nodiscard]] std::optional<SpoolError> spoolRelayedHook(const QString& folder, const QJsonObject& hook);

} // namespace tocsin
