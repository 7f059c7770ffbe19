// SPDX-License-Identifier: MIT
#pragma once

#include "server/http/message.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace tocsin::server {

/// Who answers requests. Called from several threads at once.
class Handler
{
public:
    Handler() = default;
    Handler(const Handler&) = delete;
    Handler& operator=(const Handler&) = delete;
    virtual ~Handler() = default;

    /// May wait, for a database or for a text to be sent.
    [[nodiscard]] virtual ApiAnswer answer(const ApiRequest& request,
                                           const std::string& requestId) noexcept = 0;
    /// Called once, in any thread; must neither throw nor wait. Nothing: answer() has to be asked after all.
    using Done = std::function<void(std::optional<ApiAnswer>)>;
    /// For what is asked all the time and need not keep a thread waiting. False when answer() has to be
    /// asked; `done` is not called then. Does not wait itself.
    [[nodiscard]] virtual bool answerLater(const std::shared_ptr<const ApiRequest>& request,
                                           const std::string& requestId, Done done) noexcept = 0;
    /// True when answer() waits for nothing, so that it must not queue behind those who do.
    [[nodiscard]] virtual bool answersAtOnce(const std::string& path) const = 0;
    /// Counts a request that was refused before it came here, for its address. False when that has had more
    /// than it may: it needs no answer. Does not wait.
    [[nodiscard]] virtual bool countRefused(const std::string& address) = 0;
    /// The path as a log may show it: what is no path of ours could hold anything.
    [[nodiscard]] virtual std::string pathForLog(const std::string& path) const = 0;
};

} // namespace tocsin::server
