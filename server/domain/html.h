// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace tocsin::server {

/// `page` with each `{{name}}` replaced by that text, escaped for HTML text and quoted attributes. The only
/// place that puts values into a page; there is no way around the escaping. A hole without a value stays
/// empty.
[[nodiscard]] std::string filledPage(std::string_view page, const std::map<std::string, std::string>& values);

} // namespace tocsin::server
