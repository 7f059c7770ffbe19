// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/request_history.h"
#include "core/base/clock.h"
#include "core/pipeline/answer_flow.h"
#include "core/system/presence/presence.h"

#include <QObject>

#include <memory>

namespace tocsin {

class RequestWindow;

/// Keeps the history of the requests from the start, and makes their window when a person asks for it.
class RequestOpener final : public QObject
{
    Q_OBJECT
public:
    /// Both outlive it.
    RequestOpener(AnswerFlow& answers, const Clock& clock, QObject* parent = nullptr);
    ~RequestOpener() override;

    /// The window, with this request in view if it waits. Not shown yet.
    [[nodiscard]] RequestWindow& windowWith(AlertId alert);
    void setPresence(Presence presence);

private:
    AnswerFlow& m_answers;
    const Clock& m_clock;
    RequestHistory m_history;
    std::unique_ptr<RequestWindow> m_window;
};

} // namespace tocsin
