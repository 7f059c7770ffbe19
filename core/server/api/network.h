// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

class QNetworkAccessManager;
class QUrl;

namespace tocsin {

/// A manager without cookies and cache, which uses the system's proxy except for loopback addresses.
[[nodiscard]] std::unique_ptr<QNetworkAccessManager> makeNetworkAccessManager();

/// True for https, and for http to a loopback host; never with a user name, query or fragment.
[[nodiscard]] bool isAllowedServerUrl(const QUrl& url);

} // namespace tocsin
