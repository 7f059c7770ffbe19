// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/server/api/api_client.h"

#include <QObject>
#include <QPointer>

#include <chrono>
#include <cstddef>

namespace tocsin {

/// Asks the server what became of the text with a code, while somebody waits for it: whatever shows the field
/// for the code calls look() again and again, and a request is sent when one is due. They become fewer, and
/// end after two minutes, or when the server knows nothing more.
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
