// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace tocsin {

class LocalServer;

/// Why this start goes no further; `message` is for people.
struct StartProblem
{
    bool isMistake{true}; ///< false: Tocsin runs already and has been asked to show itself
    QString message;
};

/// Makes this process the one Tocsin of its user, or asks the one there is to show itself, unless nobody is
/// to see anything of this start (`hidden`). Nothing: done.
[[nodiscard]] std::optional<StartProblem> becomePrimary(LocalServer& server, const QString& socketPath,
                                                        bool hidden);

} // namespace tocsin
