// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace tocsin {

enum class FolderError : uint8_t {
    CannotCreate,
    NotAFolder, ///< also a symbolic link, which somebody else may have laid
    NotOurs,    ///< belongs to another user
    NotPrivate  ///< others may write in it
};

/// Makes `path` with mode 0700, and the parents it lacks. A folder of ours that lets others in is closed to
/// them.
[[nodiscard]] std::optional<FolderError> makePrivateFolder(const QString& path);

/// For a folder the user chose: made 0700 if it is missing, otherwise left as it is, and refused if another
/// user could swap what lies in it.
[[nodiscard]] std::optional<FolderError> checkChosenFolder(const QString& path);

} // namespace tocsin
