// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QString>

namespace tocsin {

/// The certificates (PEM, one or more) of a private authority in `file`, or a translated error. An empty name
/// gives no certificates.
[[nodiscard]] Expected<QList<QSslCertificate>, QString> readAuthorities(const QString& file);

/// Trusts the system's authorities and `extra`.
[[nodiscard]] QSslConfiguration trusting(const QList<QSslCertificate>& extra);

} // namespace tocsin
