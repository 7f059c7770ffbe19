// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

// What is masked: private keys, passwords and tokens where they are announced (`--password x`, `API_KEY=x`,
// `Authorization: Bearer x`, `curl -u ann:x`), keys with a known shape, words that look random, phone
// numbers. What stays: paths, branches, file and package names, versions, dates, UUIDs, short hashes,
// `$VARIABLES`. Both expect one plain line (plainLine()): an invisible character in a secret would hide it.
// tests/data/redaction-corpus.json has examples of both; the server's own redaction is held to the same file.

/// `text` for a log. Also masks six-digit codes and the JSON members that hold Tocsin's own secrets; links
/// keep their path.
[[nodiscard]] QString redactForLog(const QString& text);

/// `text` as it may leave this machine: links as their host alone, phone numbers as `+1***0123`.
[[nodiscard]] QString redactForSms(const QString& text);

} // namespace tocsin
