// SPDX-License-Identifier: MIT
#pragma once

#include <QSet>
#include <QString>
#include <QStringList>

namespace tocsin {

// What programs, scripts and targets that run until they are stopped look like.

/// A set of the words in `text`, which are separated by spaces.
[[nodiscard]] QSet<QString> wordsOf(QLatin1StringView text);

/// `program` is a name without a folder. True for servers, watchers, tunnels and followed logs.
[[nodiscard]] bool isServing(const QString& program, const QStringList& arguments);

/// `node dist/server.js`, `python worker.py`: by the name of what an interpreter runs.
[[nodiscard]] bool isServerScript(const QString& path);

/// A script of package.json or a target of a Makefile, by its name: `dev`, `start:api`, `docs:serve`, but not
/// `build:dev`.
[[nodiscard]] bool isServingTarget(const QString& name);

} // namespace tocsin
