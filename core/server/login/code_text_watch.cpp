// SPDX-License-Identifier: MIT
#include "core/server/login/code_text_watch.h"

#include "core/logging/categories.h"

#include <algorithm>
#include <array>

namespace tocsin {

using namespace std::chrono_literals;

namespace {

/// Before each request. Most reports come within seconds.
constexpr std::array<std::chrono::milliseconds, 12> Pauses{2s, 2s, 3s,  3s,  5s,  5s,
                                                           8s, 8s, 12s, 20s, 25s, 25s};

} // namespace

CodeTextWatch::CodeTextWatch(ApiClient& api, const Clock& clock, QObject* parent)
    : QObject{parent}
    , m_api{api}
    , m_clock{clock}
{}

void CodeTextWatch::begin(const Secret& tempToken)
{
    end();
    m_tempToken = tempToken;
    waitForNext(0ms);
}

void CodeTextWatch::end()
{
    if (m_call)
        m_call->cancel();
    m_call = nullptr;
    m_tempToken = {};
    m_problem = CodeProblem::None;
    m_asked = 0;
}

void CodeTextWatch::look()
{
    if (m_tempToken.isEmpty() || m_call || m_clock.monotonic() < m_dueAt)
        return;
    ++m_asked;
    m_call = m_api.codeStatus(
        m_tempToken, this, [this](const Expected<CodeStatusAnswer, ApiError>& answer) { onAnswer(answer); });
}

void CodeTextWatch::onAnswer(const Expected<CodeStatusAnswer, ApiError>& answer)
{
    m_call = nullptr;
    const bool isOver =
        answer ? answer->isFinal || answer->problem != CodeProblem::None : !isTransient(answer.error().code);
    if (isOver || m_asked == Pauses.size())
        m_tempToken = {};
    else
        waitForNext(answer ? 0s : answer.error().retryAfter.value_or(0s));
    if (!answer || answer->problem == CodeProblem::None)
        return;
    m_problem = answer->problem;
    qCInfo(logAuth) << "the text with the code was not delivered";
    Q_EMIT undelivered(m_problem);
}

void CodeTextWatch::waitForNext(std::chrono::milliseconds atLeast)
{
    m_dueAt = m_clock.monotonic() + std::max(Pauses.at(m_asked), atLeast);
}

} // namespace tocsin
