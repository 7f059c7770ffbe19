// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/request_body.h"
#include "core/decisions/waiting_request.h"

namespace tocsin {

class BodyColumn;

/// A tool call, whole: a command, an address, or every field of the input.
class CallBody final : public RequestBody
{
    Q_OBJECT
public:
    explicit CallBody(const WaitingRequest& request, QWidget* parent = nullptr);

    [[nodiscard]] std::optional<Decision> accepted() const override { return decision::Allow{}; }

private:
    void addAddress(BodyColumn& column, const QString& address);
};

} // namespace tocsin
