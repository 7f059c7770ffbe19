// SPDX-License-Identifier: MIT
#pragma once

#include "core/server/api/secret.h"

#include <QDateTime>
#include <QString>
#include <QUrl>

#include <cstdint>

namespace tocsin {

/// The login that the plugin before Tocsin left in a plain file. Nobody wrote its shape down, so several
/// spellings of each field are understood.
struct LegacyLogin
{
    enum class State : uint8_t {
        Absent,  ///< no such file
        Usable,  ///< as far as we can see; the server decides
        Expired, ///< more than a day ago, so that no clock can be to blame
        Useless  ///< nothing in it that could be a login
    };

    State state{State::Absent};
    QString file{};
    Secret token{};
    QUrl server{};   ///< empty when the file does not say
    QString phone{}; ///< masked
};

[[nodiscard]] LegacyLogin readSeedLogin(const QString& file, const QDateTime& now);

/// Overwrites what is in `file`, then deletes it. False when it is still there.
[[nodiscard]] bool eraseFile(const QString& file);

} // namespace tocsin
