// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/server/api/api_client.h"

#include <QObject>
#include <QPointer>

#include <chrono>
#include <cstddef>

namespace tocsin {

/// Asks the server whether the text with a code was delivered, while a person waits for it. The owner of the
/// field for the code calls look() every second or so, and a request is sent when one is due: less and less
/// often, until the server has its final answer, for two minutes at most.
class CodeTextWatch final : public QObject
{
    Q_OBJECT
public:
    /// Both outlive it.
    CodeTextWatch(ApiClient& api, const Clock& clock, QObject* parent = nullptr);

    /// The server has just texted a code.
    void begin(const Secret& tempToken);
    void end();
    void look();
    /// None while nothing is wrong, as far as is known.
    [[nodiscard]] CodeProblem problem() const { return m_problem; }

Q_SIGNALS:
    void undelivered(tocsin::CodeProblem problem);

private:
    void onAnswer(const Expected<CodeStatusAnswer, ApiError>& answer);
    void waitForNext(std::chrono::milliseconds atLeast);

    ApiClient& m_api;
    const Clock& m_clock;
    Secret m_tempToken; ///< empty: there is nothing to ask
    CodeProblem m_problem{CodeProblem::None};
    size_t m_asked{0};
    std::chrono::milliseconds m_dueAt{0};
    QPointer<ApiCall> m_call;
};

} // namespace tocsin
