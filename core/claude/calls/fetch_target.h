// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace tocsin {

/// Where a URL leads.
struct FetchTarget
{
    QString host{}; ///< as it is resolved: small letters, international names as `xn--…`; empty if not known
    QString displayHost{};   ///< an international name in its own letters; else empty
    qsizetype hostBegin{-1}; ///< where the host stands in the URL as it was written; -1 if not known
    qsizetype hostLength{0};
    bool isPlain{false}; ///< nothing about the URL could make readers and browsers disagree about its host
};

[[nodiscard]] FetchTarget fetchTargetOf(const QString& address);

} // namespace tocsin
