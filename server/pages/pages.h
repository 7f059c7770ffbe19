// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace tocsin::server {

// The pages that a browser sees, with holes such as `{{phone}}` for filledPage().
extern const std::string_view LoginPageText;
extern const std::string_view ProblemPageText;

} // namespace tocsin::server
