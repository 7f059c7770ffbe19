// SPDX-License-Identifier: MIT
#pragma once

#include "core/sessions/session_view.h"

#include <QList>
#include <QString>

#include <optional>

namespace tocsin {

/// The beginning of a session's id, long enough to tell it from those of `sessions`.
[[nodiscard]] QString shortId(const QString& id, const QList<SessionView>& sessions);

/// Which session a command is about, or why none, for people.
struct SessionChoice
{
    std::optional<SessionView> session{};
    QString problem{};
};

/// `given`: an id, the beginning of one (from four characters on), or a name that only one session has.
/// Empty: the only session there is.
[[nodiscard]] SessionChoice chooseSession(const QList<SessionView>& sessions, const QString& given);

} // namespace tocsin
