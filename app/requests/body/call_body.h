// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/body/built_body.h"
#include "core/decisions/waiting_request.h"

namespace tocsin {

/// A tool call, whole: a command, an address, or every field of the input.
class CallBody final : public BuiltBody
{
    Q_OBJECT
public:
    explicit CallBody(const WaitingRequest& request, QWidget* parent = nullptr);

    [[nodiscard]] std::optional<Decision> accepted() const override { return decision::Allow{}; }

private:
    void build(BodyColumn& column) override;
    void addAddress(BodyColumn& column, const QString& address);

    hook::ToolCall m_call;
};

} // namespace tocsin
