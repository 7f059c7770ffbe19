// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace tocsin {

/// Sessions of `tocsin test` are named so; Claude Code's have UUIDs. A program of the same user can claim to
/// be one, and gets no more than with a session that it makes up.
[[nodiscard]] bool isTestSession(const QString& sessionId);
[[nodiscard]] QString newTestSession();

/// It begins, waits for the person, and ends; none of it can be answered.
enum class TestStep : uint8_t { Begin, Wait, End };

/// As Claude Code would write it for such a session. `title` names it.
[[nodiscard]] QByteArray testDocument(TestStep step, const QString& sessionId, const QString& title,
                                      const QString& folder);

} // namespace tocsin
