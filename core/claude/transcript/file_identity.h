// SPDX-License-Identifier: MIT
#pragma once

#include <QFile>

namespace tocsin {

/// Tells a file from another one that has taken its place under the same name.
struct FileIdentity
{
    quint64 device{0};
    quint64 number{0};

    friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

/// Of an open file. Where the system does not say, all are the same: then only a shorter file is a new one.
[[nodiscard]] FileIdentity identityOf(const QFile& file);

} // namespace tocsin
