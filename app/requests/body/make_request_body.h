// SPDX-License-Identifier: MIT
#pragma once

#include "app/requests/body/body_sources.h"
#include "app/requests/request_body.h"
#include "core/decisions/waiting_request.h"

#include <memory>

namespace tocsin {

/// What shows the whole of `request`. Its texts are in the language of now; make another one when that
/// changes.
[[nodiscard]] std::unique_ptr<RequestBody>
makeRequestBody(const WaitingRequest& request, const BodySources& sources, QWidget* parent = nullptr);

} // namespace tocsin
