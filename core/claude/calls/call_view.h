// SPDX-License-Identifier: MIT
#pragma once

#include "core/claude/hooks/hook_event.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace tocsin {

/// One field of a call's input.
struct CallField
{
    QString name{};
    QString text{}; ///< a string as it is, anything else as JSON, in several lines if it has parts

    friend bool operator==(const CallField&, const CallField&) = default;
};

/// A call, whole, with what matters most of it apart. Strings are not yet fit to be shown.
struct CallView
{
    std::optional<QString> command{}; ///< a shell's command line
    std::optional<QString> address{}; ///< a URL that is fetched
    QString description{};            ///< what Claude says about the command
    QJsonObject rest{};               ///< all other fields
};

[[nodiscard]] CallView viewOf(const hook::ToolCall& call);
/// All of `input`, by name.
[[nodiscard]] std::vector<CallField> fieldsOf(const QJsonObject& input);

} // namespace tocsin
