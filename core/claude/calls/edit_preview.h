// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/expected.h"
#include "core/base/file_bytes.h"
#include "core/claude/hooks/hook_event.h"

#include <QString>

#include <cstdint>

namespace tocsin {

/// What a call would make of a file.
struct EditPreview
{
    QString before{}; ///< of a notebook: the cell
    QString after{};
    bool isNewFile{false};
    bool keepsCrLf{false}; ///< the file's lines end with CR LF, and will; they are left out of both texts
    QString cell{};        ///< of a notebook: its id, or its place
};

/// Why there is no preview. The call may still do something.
enum class PreviewFault : uint8_t {
    Malformed, ///< the call lacks something
    OddPath,   ///< with `~` or white space around it: Claude Code may mean another file
    Missing,   ///< the file to be edited
    Exists,    ///< the file to be created
    Unreadable,
    TooLarge,
    NotUtf8,
    NotFound,  ///< what is to be replaced
    NotUnique, ///< what is to be replaced once
    NoNotebook,
    NoCell
};

/// A call of a tool that changes a file in a way that previewOf() knows.
[[nodiscard]] bool editsFile(const hook::ToolCall& call);
/// The file; a relative path is one of `folder`. Empty if the call names none, and for odd paths.
[[nodiscard]] QString editedPath(const hook::ToolCall& call, const QString& folder);
/// As Claude Code 2.1.330 would do it. `file` is the content of editedPath().
[[nodiscard]] Expected<EditPreview, PreviewFault> previewOf(const hook::ToolCall& call,
                                                            const FileBytes& file);
/// What of the call's input the preview does not show.
[[nodiscard]] QJsonObject beyondPreview(const hook::ToolCall& call);

} // namespace tocsin
