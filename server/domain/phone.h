// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace tocsin::server {

/// `+` and 8 to 15 digits, the first not zero (ITU-T E.164).
[[nodiscard]] bool isE164(std::string_view number);

/// The country calling code of an E.164 number, without `+`: `1`, `49`, `353`.
[[nodiscard]] std::string callingCode(std::string_view number);

/// `+1***8912`: all that anybody but the database and the SMS transport sees of a number.
[[nodiscard]] std::string maskedPhone(std::string_view number);

} // namespace tocsin::server
