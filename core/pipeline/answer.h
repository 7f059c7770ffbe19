// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>

#include <functional>

namespace tocsin {

/// Takes the reply of one request of the local socket, at once or later; called exactly once.
using Answer = std::function<void(const QJsonObject&)>;

} // namespace tocsin
