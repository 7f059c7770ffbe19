// SPDX-License-Identifier: MIT
#pragma once

#include "core/sessions/session.h"

#include <QString>

#include <list>

namespace tocsin {

/// A session's name by its first prompt; empty for a command, whose arguments can hold a phone number or a
/// code.
[[nodiscard]] QString nameByPrompt(const QString& prompt);

/// Tells a session from the others that are not over: of one folder name by the parent folder, of one title
/// by the branch or the folder, else by a number. A name that the person gave to this very session stays as
/// it is.
void distinguish(Session& session, const std::list<Session>& all);

} // namespace tocsin
