// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tocsin::server {

/// The fields of an `application/x-www-form-urlencoded` body (or a query), in their order.
using FormFields = std::vector<std::pair<std::string, std::string>>;

/// https://url.spec.whatwg.org/#application/x-www-form-urlencoded
[[nodiscard]] std::string encodedForm(const FormFields& fields);
/// Nothing when a percent sign is not followed by two hex digits.
[[nodiscard]] std::optional<FormFields> decodedForm(std::string_view text);

/// The first field of that name; empty when there is none.
[[nodiscard]] std::string field(const FormFields& fields, std::string_view name);

} // namespace tocsin::server
