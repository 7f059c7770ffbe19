// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/request_body.h"
#include "core/decisions/waiting_request.h"

#include <vector>

namespace tocsin {

class InlineNote;
class QuestionCard;

/// Questions of Claude, one below the other.
class QuestionsBody final : public RequestBody
{
    Q_OBJECT
public:
    explicit QuestionsBody(WaitingRequest request, QWidget* parent = nullptr);

    [[nodiscard]] std::optional<Decision> accepted() const override;
    [[nodiscard]] QString obstacle() const override;

protected:
    void changeEvent(QEvent* event) override;

private:
    WaitingRequest m_request;
    InlineNote* m_hidden{nullptr}; ///< none if nothing is hidden
    std::vector<QuestionCard*> m_cards;
};

} // namespace tocsin
