// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QUrl>

namespace tocsin {

/// Empty when `text` is a server address we may talk to, else what is wrong with it, for people: https, or
/// http to a loopback address alone; no user name, query or fragment.
[[nodiscard]] QString serverAddressProblem(const QString& text);

/// A server address as it is kept: the same for each spelling of one server.
[[nodiscard]] QUrl parsedServerAddress(const QString& text);

} // namespace tocsin
