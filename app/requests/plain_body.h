// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/request_body.h"
#include "core/decisions/waiting_request.h"

namespace tocsin {

/// A call as Claude Code wrote it. Questions and plans have to be answered elsewhere.
class PlainBody final : public RequestBody
{
    Q_OBJECT
public:
    explicit PlainBody(const WaitingRequest& request, QWidget* parent = nullptr);

    [[nodiscard]] std::optional<Decision> accepted() const override;
    [[nodiscard]] QString obstacle() const override;

private:
    RequestKind m_kind;
};

} // namespace tocsin
