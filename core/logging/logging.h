// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>
#include <memory>
#include <optional>

namespace tocsin {

enum class LogLevel : uint8_t { Debug, Info, Warning, Error };

/// `debug`, `info`, `warning`, `error`; nothing for another word.
[[nodiscard]] std::optional<LogLevel> logLevel(const QString& word);

/// $XDG_STATE_HOME/tocsin/log/tocsin.log, by default below ~/.local/state.
[[nodiscard]] QString defaultLogFile();

/// Takes over Qt's messages while it lives: all of `level` and above to standard error, and from Info (or
/// from `level`, if that is lower) to `file` as JSON lines `{"at","level","category","message"}`. Whatever
/// goes out is redacted here, at one place. One at a time; messages may come from any thread.
class Logging final
{
public:
    /// An empty `file`: standard error alone.
    explicit Logging(const QString& file, LogLevel level = LogLevel::Warning);
    Logging(const Logging&) = delete;
    Logging& operator=(const Logging&) = delete;
    ~Logging();

private:
    class Sink;
    std::unique_ptr<Sink> m_sink;
};

} // namespace tocsin
